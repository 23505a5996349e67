{# A table, as its rows are used twice and a workbook or a CSV file is slow to read. #}
{{ config(enabled=dataset() == 'custom', materialized='table') }}

{%- set types = {'text': 'varchar', 'date': 'timestamp', 'flag': 'boolean'} %}
{%- set mapping = custom_mapping() %}
{%- set parts = custom_parts() if execute else [] %}

{%- for part in parts %}
{{ 'with' if loop.first }} cells_{{ loop.index }} as (

    {{ custom_cells(part) }}

){{ ',' if not loop.last }}
{%- endfor %}

{%- for part in parts %}

select
    {%- for name, reader in custom_contract().items() %}
    {%- set type = types.get(reader, reader) %}
    {%- if name in mapping %}
    {{ parse_cell(part, name) }} as {{ name }}
    {%- else %}
    cast({{ 1 if name == 'quantity' else 'null' }} as {{ type }}) as {{ name }}
    {%- endif %}
    {{- ',' if not loop.last }}
    {%- endfor %}
    {%- for name in custom_extensions() %},
    {{ name }}
    {%- endfor %}
from cells_{{ loop.index }}
{%- if part.kind in ['csv', 'xlsx'] %}
-- Sheets, and CSV files saved from them, go on below the last line with empty ones.
where coalesce({{ mapping.keys() | join(', ') }}) is not null
{%- endif %}
{{- '\n\nunion all' if not loop.last }}
{%- endfor %}
