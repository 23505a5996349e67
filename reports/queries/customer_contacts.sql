select
    customer_contacts.customer_id,
    customer_contacts.customer_name,
    customer_contacts.email,
    customer_contacts.consent,
    customer_contacts.country,
    customer_contacts.segment_id,
    customer_contacts.segment_name,
    customer_contacts.cluster_id,
    customer_contacts.cluster_name,
    customer_contacts.monetary,
    customer_contacts.recency_days,
    customer_contacts.chance_to_return,
    customer_contacts.is_active,
    customer_contacts.is_high_value_at_risk,
    customer_contacts.is_opportunity,
    concat('cell-', customers.r_score, '-', customers.f_score) as cell,
    strftime(customers.first_ordered_at, 'cohort-%Y-%m') as cohort,
    '/customers#' || url_encode(customer_contacts.customer_id) as link
from customer_contacts
inner join customers
    on customer_contacts.customer_id = customers.customer_id
order by customer_contacts.monetary desc, customer_contacts.customer_id
