{# The files of Olist that are read, named as they are published, and the columns read of each. #}
{% macro olist_columns() %}
    {%- do return({
        'olist_orders_dataset': [
            'order_id', 'customer_id', 'order_status', 'order_purchase_timestamp',
            'order_delivered_customer_date', 'order_estimated_delivery_date',
        ],
        'olist_customers_dataset': [
            'customer_id', 'customer_unique_id', 'customer_zip_code_prefix', 'customer_city',
            'customer_state',
        ],
        'olist_order_items_dataset': [
            'order_id', 'order_item_id', 'product_id', 'seller_id', 'shipping_limit_date', 'price',
            'freight_value',
        ],
        'olist_order_payments_dataset': [
            'order_id', 'payment_sequential', 'payment_type', 'payment_installments',
            'payment_value',
        ],
        'olist_order_reviews_dataset': [
            'review_id', 'order_id', 'review_score', 'review_creation_date',
            'review_answer_timestamp',
        ],
        'olist_products_dataset': ['product_id', 'product_category_name'],
        'olist_sellers_dataset': [
            'seller_id', 'seller_zip_code_prefix', 'seller_city', 'seller_state',
        ],
        'product_category_name_translation': [
            'product_category_name', 'product_category_name_english',
        ],
    }) -%}
{% endmacro %}

{# One sentence for each file of Olist that lacks a column, such as one under another's name. #}
{% macro olist_column_problems() %}
    {%- set problems = [] -%}
    {%- for file, columns in olist_columns().items() -%}
        {%- set path = raw_file(file) -%}
        {%- set found = run_query('describe select * from ' ~ read_file(path)).columns[0].values()
            | list -%}
        {%- set missing = columns | reject('in', found) | list -%}
        {%- if missing -%}
            {%- do problems.append(
                'The file "' ~ path ~ '" lacks the columns ' ~ missing | join(', ')
                ~ '; it has ' ~ found | join(', ')
                ~ ': put the file that was published in its place.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(problems) -%}
{% endmacro %}
