{#
    A cell of custom_cells() as its contract name wants it: null where it is empty or cannot be
    read. The formats are the vars', or those to be tried.
#}
{% macro parse_cell(part, name, date_format=none, separator=none) -%}
    {%- set reader = custom_contract().get(name, 'any') -%}
    {%- set is_text = custom_cell_type(part, name) == 'VARCHAR' -%}
    {%- set date_format = date_format or var('custom_date_format') -%}
    {%- set separator = separator or var('custom_decimal_separator') -%}
    {%- if reader == 'any' -%}
        {{ name }}
    {%- elif reader == 'text' -%}
        cast({{ name }} as varchar)
    {%- elif reader == 'date' -%}
        {%- if not is_text -%}
        cast({{ name }} as timestamp)
        {%- elif part.kind == 'xlsx' -%}
        coalesce({{ parse_date(name, date_format) }}, {{ parse_excel_date(name) }})
        {%- else -%}
        {{ parse_date(name, date_format) }}
        {%- endif -%}
    {%- elif reader == 'flag' -%}
        {{ parse_flag(name) if is_text else name }}
    {%- elif not is_text -%}
        try_cast({{ name }} as {{ reader }})
    {%- elif part.kind == 'xlsx' and separator == ',' -%}
        {#- A number of Excel's has a point, whatever the separator on the user's screen. -#}
        coalesce(try_cast({{ name }} as {{ reader }}), {{ parse_number(name, reader, separator) }})
    {%- else -%}
        {{ parse_number(name, reader, separator) }}
    {%- endif -%}
{%- endmacro %}

{# A year below 1000 is one of two digits that was read as four: it does not parse. #}
{% macro parse_date(text, format) -%}
    {%- if format -%}
        {%- set parsed = 'try_strptime(' ~ text ~ ', ' ~ sql_text(format) ~ ')' -%}
        {%- if '%z' in format | lower -%}
            {%- set parsed = parsed ~ " at time zone 'UTC'" -%}
        {%- endif -%}
        case when year({{ parsed }}) >= 1000 then cast({{ parsed }} as timestamp) end
    {%- else -%}
        case
            when regexp_matches({{ text }}, '^\d{4}[-/]') then try_cast({{ text }} as timestamp)
        end
    {%- endif -%}
{%- endmacro %}

{# Excel keeps a date as the number of days since 1899-12-30: read to the second. #}
{% macro parse_excel_date(text) -%}
    case
        when regexp_full_match({{ text }}, '\d{1,6}(\.\d+)?') then cast('1899-12-30' as timestamp)
            + to_seconds(cast(round(86400 * cast({{ text }} as double)) as bigint))
    end
{%- endmacro %}

{# The sign that does not separate decimals may part thousands, in groups of three only. #}
{% macro parse_number(text, decimal, separator) -%}
    {%- if separator == ',' -%}
    case
        when regexp_full_match({{ text }}, '[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d*)?')
            then try_cast(replace(replace({{ text }}, '.', ''), ',', '.') as {{ decimal }})
    end
    {%- elif separator == '.' -%}
    case
        when regexp_full_match({{ text }}, '[+-]?\d{1,3}(,\d{3})+(\.\d*)?')
            then try_cast(replace({{ text }}, ',', '') as {{ decimal }})
        else try_cast({{ text }} as {{ decimal }})
    end
    {%- else -%}
    try_cast({{ text }} as {{ decimal }})
    {%- endif -%}
{%- endmacro %}

{# Yes or no in the words of flag_words(). #}
{% macro parse_flag(text) -%}
    case
        when lower({{ text }}) in ({{ sql_list(flag_words()[true])[1:-1] }}) then true
        when lower({{ text }}) in ({{ sql_list(flag_words()[false])[1:-1] }}) then false
    end
{%- endmacro %}

{# What is understood as yes and as no, in small letters. #}
{% macro flag_words() %}
    {%- do return({
        true: ['true', 'yes', 'y', '1', 't', 'oui', 'vrai', 'cancelled', 'canceled'],
        false: ['false', 'no', 'n', '0', 'f', 'non', 'faux'],
    }) -%}
{% endmacro %}
