// Numbers and dates as people of the language write them; the layout of the pages provides the locale.
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
	if (as === 'date') {
		const [year, month, day] = value.split('-').map(Number);
		return locale.date
			.replace('{day}', day === 1 ? locale.first_day : day)
			.replace('{month}', locale.months[month - 1])
			.replace('{year}', year);
	}
	const format = (number, least, most) =>
		new Intl.NumberFormat(locale.tag, {
			minimumFractionDigits: least,
			maximumFractionDigits: most
		}).format(number);
	const digits = (number, places) => format(number, places, places);
	const percent = (places) => locale.percent.replace('{number}', digits(value * 100, places));
	if (as === 'percent') return percent(decimals ?? 1);
	if (as === 'change') return (value > 0 ? '+' : '') + percent(decimals ?? 1);
	if (as === 'money') {
		const amount = digits(Math.abs(value), decimals ?? 0);
		return (value < 0 ? '-' : '') + locale.money.replace('{amount}', amount);
	}
	if (as === 'number') return format(value, 0, 2);
	return digits(value, decimals ?? 0);
}
