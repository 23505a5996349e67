// Sums of additive measures, as a WHERE and a SUM give them.

const sumOf = (rows, column) => rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0);
const share = (part, whole) => (whole ? part / whole : null);

function groupBy(rows, keyOf) {
	const groups = new Map();
	for (const row of rows) {
		const key = keyOf(row);
		if (!groups.has(key)) groups.set(key, []);
		groups.get(key).push(row);
	}
	return (key) => groups.get(key) ?? [];
}

/** Returns the key figures of rows. */
export function total(rows) {
	const [revenue, orders] = [sumOf(rows, 'revenue'), sumOf(rows, 'orders')];
	return {
		revenue,
		orders,
		new_customers: sumOf(rows, 'new_customers'),
		average_order_value: share(revenue, orders)
	};
}

/** Returns each segment with the figures of its rows, most revenue first. */
export function bySegment(rows, segments) {
	const of = groupBy(rows, (row) => row.segment_id);
	const summed = segments.map((segment) => ({ ...segment, ...total(of(segment.segment_id)) }));
	const all = sumOf(summed, 'revenue');
	return summed.map((segment) => ({ ...segment, revenue_share: share(segment.revenue, all) }));
}

/** Returns each month with the figures of its rows. */
export function byMonth(rows, months) {
	const of = groupBy(rows, (row) => row.month);
	return months.map((month) => ({ ...month, ...total(of(month.month_name)) }));
}

/** Returns each month of each cohort that has customers, with the figures of its rows. */
export function byCohort(rows, cohorts) {
	const of = groupBy(rows, (row) => `${row.month} ${row.months_since}`);
	let soFar = 0;
	return cohorts
		.map((cell) => {
			const found = of(`${cell.cohort} ${cell.months_since}`);
			const size = sumOf(of(`${cell.cohort} 0`), 'customers');
			const [customers, revenue] = [sumOf(found, 'customers'), sumOf(found, 'revenue')];
			soFar = cell.months_since === 0 ? revenue : soFar + revenue;
			return {
				...cell,
				cohort_customers: size,
				customers,
				revenue,
				retention_rate: share(customers, size),
				cumulative_revenue_per_customer: share(soFar, size)
			};
		})
		.filter((cell) => cell.cohort_customers > 0);
}
