// Numbers as people of the language write them. locale.js is written for the marts of the site.
import locale from './locale.js';

const FRENCH = locale.language === 'fr';
const TAG = FRENCH ? 'fr-FR' : 'en-GB';

function digits(value, decimals) {
	return new Intl.NumberFormat(TAG, {
		minimumFractionDigits: decimals,
		maximumFractionDigits: decimals
	}).format(value);
}

const WRITERS = {
	count: (value, decimals = 0) => digits(value, decimals),
	percent: (value, decimals = 1) => digits(value * 100, decimals) + (FRENCH ? '\u00a0%' : '%'),
	change: (value, decimals = 1) => (value > 0 ? '+' : '') + WRITERS.percent(value, decimals),
	money(value, decimals = 0) {
		const amount = digits(Math.abs(value), decimals);
		const minus = value < 0 ? '-' : '';
		if (FRENCH) return `${minus}${amount}\u00a0${locale.currency}`;
		return minus + locale.currency + (locale.currency.length === 1 ? '' : '\u00a0') + amount;
	}
};

export function written(value, as, decimals) {
	return value === null || value === undefined ? '–' : WRITERS[as](Number(value), decimals);
}
