// Numbers as people of the language write them; the layout of the pages provides the locale.
import { getContext, setContext } from 'svelte';

const KEY = 'clientele';

export function provideLocale(locale) {
	setContext(KEY, locale);
}

export function useLocale() {
	const locale = getContext(KEY);
	return { ...locale, written: (value, as, decimals) => written(locale, value, as, decimals) };
}

function written(locale, value, as, decimals) {
	if (value === null || value === undefined || value === '') return '–';
	if (as === 'text') return value;
	const french = locale.language === 'fr';
	const digits = (number, places) =>
		new Intl.NumberFormat(french ? 'fr-FR' : 'en-GB', {
			minimumFractionDigits: places,
			maximumFractionDigits: places
		}).format(number);
	const percent = (places) => digits(value * 100, places) + (french ? '\u00a0%' : '%');
	if (as === 'percent') return percent(decimals ?? 1);
	if (as === 'change') return (value > 0 ? '+' : '') + percent(decimals ?? 1);
	if (as === 'money') {
		const amount = digits(Math.abs(value), decimals ?? 0);
		const minus = value < 0 ? '-' : '';
		if (french) return `${minus}${amount}\u00a0${locale.currency}`;
		return minus + locale.currency + (locale.currency.length === 1 ? '' : '\u00a0') + amount;
	}
	if (as === 'number') {
		return new Intl.NumberFormat(french ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 2 }).format(value);
	}
	return digits(value, decimals ?? 0);
}
