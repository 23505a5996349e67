{#
    What custom_source names, taken apart: `kind`, `path` and `within`, the sheet or table after a
    `#`. The kind is csv, parquet or xlsx by the extension; sqlite or postgres by what stands before
    a colon; relation for a name without either; unsupported for anything else.
#}
{% macro custom_reference(source) %}
    {%- set database = modules.re.fullmatch(
        '(?is)(sqlite|postgres(?:ql)?):([^#]*)#?(.*)', source
    ) -%}
    {%- if database -%}
        {%- set path = database.group(2) | trim -%}
        {#- libpq takes an address of its own as a whole. -#}
        {%- do return({
            'kind': database.group(1)[:8] | lower,
            'path': 'postgresql:' ~ path if path.startswith('//') else path,
            'within': database.group(3) | trim,
        }) -%}
    {%- endif -%}

    {%- set workbook = modules.re.fullmatch('(?is)(.*\.xlsx(?:\?[^#]*)?)#(.+)', source) -%}
    {%- set path = workbook.group(1) if workbook else source -%}
    {%- set name = custom_path_shown(path) | lower -%}
    {%- if '://' in name and not is_address(name) -%}
        {%- set kind = 'unsupported' -%}
    {%- elif modules.re.search('\.(csv|tsv|txt)(\.gz)?$', name) -%}
        {%- set kind = 'csv' -%}
    {%- elif modules.re.search('\.(parquet|xlsx)$', name) -%}
        {%- set kind = name.split('.')[-1] -%}
    {%- elif modules.re.search('[/\\\\*?]|\.(xls[bm]?|ods|json|jsonl|ndjson|xml|zip|gz|zst|bz2|7z'
        ~ '|dat|pdf|feather|arrow|avro|orc|duckdb|db|sqlite3?|mdb|accdb|sav|dta)$', name) -%}
        {%- set kind = 'unsupported' -%}
    {%- else -%}
        {%- set kind = 'relation' -%}
    {%- endif -%}
    {%- do return({
        'kind': kind, 'path': path, 'within': workbook.group(2) | trim if workbook else '',
    }) -%}
{% endmacro %}

{# Whether a path is an address that DuckDB's httpfs reads. #}
{% macro is_address(path) %}
    {%- do return(
        modules.re.match('(?i)(https?|s3|gcs|gs|r2|hf)://', path) is not none
    ) -%}
{% endmacro %}

{# A path as it may be shown: what follows the ? of an address can be a signature. #}
{% macro custom_path_shown(path) %}
    {%- do return(path.split('?')[0] if '://' in path else path) -%}
{% endmacro %}

{# The extension of DuckDB that a source takes; none where DuckDB reads it by itself. #}
{% macro custom_extensions_needed(reference) %}
    {%- set names = [] -%}
    {%- if is_address(reference.path) -%}
        {%- do names.append('httpfs') -%}
    {%- endif -%}
    {%- do names.append({
        'xlsx': 'excel', 'sqlite': 'sqlite_scanner', 'postgres': 'postgres_scanner',
    }.get(reference.kind)) -%}
    {%- do return(names | select | list) -%}
{% endmacro %}
