{#
    A select of the mapped columns of a part under their contract names: cells as received, but
    for blanks around them, and with null for an empty one. What the source has typed keeps its
    type. `first` is put before the columns: a line number, or the cell as it stands in the file.
#}
{% macro custom_cells(part, file=none, option=none, first=none) -%}
    select
        {%- if first %}
        {{ first }},
        {%- endif %}
        {%- for name, column in custom_mapping().items() if custom_column(column, part.columns) %}
        {{ custom_cell(part, name) }} as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ custom_from(part, file, option) }}
{%- endmacro %}

{# What parses a cell: its type in the source where that fits the contract name, else text. #}
{% macro custom_cell_type(part, name) %}
    {%- set reader = custom_contract().get(name, 'any') -%}
    {%- set type = part.columns[custom_column(custom_mapping()[name], part.columns)] | upper -%}
    {%- set number = '(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)' -%}
    {%- if type != 'VARCHAR' and (
        reader == 'any'
        or reader == 'date' and (type == 'DATE' or type.startswith('TIMESTAMP'))
        or reader == 'flag' and type == 'BOOLEAN'
        or reader.startswith('decimal') and modules.re.fullmatch(number, type)
    ) -%}
        {%- do return(type) -%}
    {%- endif -%}
    {%- do return('VARCHAR') -%}
{% endmacro %}

{# One cell as received, of a part and a contract name. #}
{% macro custom_cell(part, name) -%}
    {%- set column = custom_column(custom_mapping()[name], part.columns) -%}
    {%- set type = part.columns[column] | upper -%}
    {%- if custom_cell_type(part, name) != 'VARCHAR' -%}
        {%- if 'TIME ZONE' in type and custom_contract().get(name) == 'date' -%}
        {#- An instant is shown in UTC, whatever the time zone of the machine. -#}
        {{ sql_name(column) }} at time zone 'UTC'
        {%- else -%}
        {{ sql_name(column) }}
        {%- endif -%}
    {%- elif type in ['FLOAT', 'DOUBLE'] -%}
        {#- A whole number that was stored as a float is an id like 17850, not 17850.0. -#}
        regexp_replace(cast({{ sql_name(column) }} as varchar), '\.0$', '')
    {%- elif type == 'VARCHAR' and custom_contract().get(name, 'any').startswith('decimal') -%}
        nullif(regexp_replace({{ sql_name(column) }}, '[\s\x{00A0}\x{202F}€$£¥]', '', 'g'), '')
    {%- elif type == 'VARCHAR' -%}
        nullif(trim({{ sql_name(column) }}), '')
    {%- else -%}
        nullif(trim(cast({{ sql_name(column) }} as varchar)), '')
    {%- endif -%}
{%- endmacro %}
