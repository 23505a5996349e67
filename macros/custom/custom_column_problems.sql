{# Mapped columns that a part of the source does not have. #}
{% macro custom_column_problems(part) %}
    {%- set problems = [] -%}
    {%- for name, column in custom_mapping().items()
        if not custom_column(column, part.columns) -%}
        {%- do problems.append(missing_column(name, column, custom_label(part), part.columns)) -%}
    {%- endfor -%}
    {%- do return(problems) -%}
{% endmacro %}

{# The same for the single files of a glob of Parquet files, which DuckDB would fill with nulls. #}
{% macro custom_file_problems(parts) %}
    {%- set problems = [] -%}
    {%- for part in parts if part.kind == 'parquet' and part.files | length > 1 -%}
        {%- set files = {} -%}
        {%- for row in run_query(
            'select file_name, name from parquet_schema(' ~ sql_list(part.files) ~ ')'
        ).rows -%}
            {%- do files.setdefault(row[0], []).append(row[1]) -%}
        {%- endfor -%}
        {%- for file, columns in files.items() -%}
            {%- for name, column in custom_mapping().items()
                if custom_column(column, part.columns) and not custom_column(column, columns) -%}
                {%- do problems.append(
                    missing_column(name, column, 'The file "' ~ file ~ '"', columns[1:])
                ) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- do return(problems) -%}
{% endmacro %}

{# The sentence for a column that is not there. #}
{% macro missing_column(name, column, label, columns) %}
    {%- do return(
        label ~ ' has no column "' ~ column ~ '", which custom_columns maps to ' ~ name
        ~ did_you_mean(column, columns | list) ~ '; its columns are '
        ~ quoted_list(columns | list) ~ ': ' ~ change_var('custom_columns') ~ '.'
    ) -%}
{% endmacro %}

{# What a sentence calls a part of the source. #}
{% macro custom_label(part) %}
    {%- do return(
        part.label or (
            ('The sheet "' ~ part.sheet ~ '" of the file "' if part.sheet else 'The file "')
            ~ custom_path_shown(part.files[0]) ~ '"'
        )
    ) -%}
{% endmacro %}
