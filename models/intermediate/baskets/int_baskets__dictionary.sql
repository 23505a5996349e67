-- One row with all items in the order of their codes: a list of codes becomes one of names by
-- place, many times faster than by a join of each element.
select
    {{ ordered_list_of('item', 'item_code') }} as items,
    {{ ordered_list_of('coalesce(item_name, item)', 'item_code') }} as item_names
from {{ ref('int_baskets__items') }}
