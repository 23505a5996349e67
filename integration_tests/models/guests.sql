-- One row per guest; x_favourite_table goes on to clientele's table of customers.
select
    guest as customer_id,
    guest_name as customer_name,
    favourite_table as x_favourite_table
from {{ ref('guest_book') }}
