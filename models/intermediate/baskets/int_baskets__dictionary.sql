-- One row with all items in the order of their codes. A list of codes then becomes a list of names
-- by position, which is many times faster than a join per element.
with items as (select * from {{ ref('int_baskets__items') }})

select
    {{ ordered_list_of('item', 'item_code') }} as items,
    {{ ordered_list_of('coalesce(item_name, item)', 'item_code') }} as item_names,
    {{ ordered_list_of('item_level', 'item_code') }} as item_levels
from items
