{#
    Writes a table beside the one that exists, and takes its place when it is complete. A view is
    stored too: the plan of a view on ten views is made again for each reader.
#}
{% materialization table, adapter='clientelespark', supported_languages=['sql', 'python'] %}
    {%- if model.language == 'sql' -%}
        {%- do return(clientelespark_store()) -%}
    {%- endif -%}
    {{ run_hooks(pre_hooks) }}
    {#- dbt runs Python for a materialization alone, not for a macro that it calls. -#}
    {%- call statement('main', language='python') -%}
        {{ compiled_code }}
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {%- do return({'relations': [this.incorporate(type='table')]}) -%}
{% endmaterialization %}

{% materialization view, adapter='clientelespark' %}
    {%- do return(clientelespark_store()) -%}
{% endmaterialization %}

{#
    A function is part of the published file, which DuckDB reads. Spark keeps none: the functions of
    a session end with it.
#}
{% materialization table_function, adapter='clientelespark' %}
    {%- call noop_statement('main', 'for the published file') -%}
        {{ compiled_code }}
    {%- endcall -%}
    {%- do return({'relations': []}) -%}
{% endmaterialization %}

{# Stores the rows of a model of SQL. #}
{% macro clientelespark_store() %}
    {%- set relation = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks) }}
    {%- set written = clientelespark_next(relation) -%}
    {%- call statement('main') -%}
        {{ clientelespark_create(relation, written, compiled_code) }}
    {%- endcall -%}
    {%- do adapter.swap_in(relation, written) -%}
    {{ run_hooks(post_hooks) }}
    {%- do return({'relations': [relation]}) -%}
{% endmacro %}

{# The name under which a table is written. #}
{% macro clientelespark_next(relation) %}
    {%- set written = relation.incorporate(
        path={'identifier': relation.identifier ~ '__next'}, type='table'
    ) -%}
    {%- do run_query('drop table if exists ' ~ written) -%}
    {%- do return(written) -%}
{% endmacro %}

{# The statement that writes a table, with the types of its contract and its comments. #}
{% macro clientelespark_create(relation, written, sql) %}
    {%- set location = adapter.next_location(relation) -%}
    create table {{ written }}
    using parquet
    {%- if location %}
    location '{{ location }}'
    {%- endif %}
    {{ clientelespark_comment() }}
    as
    {%- if config.get('contract').enforced %}
    {{ clientelespark_under_contract(sql) }}
    {%- else %}
    {{ sql }}
    {%- endif %}
{% endmacro %}

{# The description of a table. #}
{% macro clientelespark_comment() %}
    {%- if config.persist_relation_docs() and model.description -%}
        comment '{{ model.description | replace("\\", "\\\\") | replace("'", "\\'") }}'
    {%- endif -%}
{% endmacro %}

{#
    A select with the columns of the contract, in their order and with their types. A name that
    differs is an error, and so is a type of another kind, such as a double for money. Engines
    differ in the width of an integer or a decimal, which the cast settles.
#}
{% macro clientelespark_under_contract(sql) %}
    {%- set found = {} -%}
    {%- set received = [] -%}
    {%- for column in adapter.get_column_schema_from_query(get_empty_subquery_sql(sql)) -%}
        {%- do found.update({column.name | lower: column.dtype | lower}) -%}
        {%- do received.append({
            'name': column.name, 'data_type': column.dtype,
            'formatted': column.name ~ ' ' ~ column.dtype,
        }) -%}
    {%- endfor -%}
    {%- set wanted = [] -%}
    {%- set declared = [] -%}
    {%- set differ = [] -%}
    {%- for column in model.columns.values() -%}
        {%- set type = clientelespark_type(column.data_type) -%}
        {%- do declared.append({
            'name': column.name, 'data_type': type, 'formatted': column.name ~ ' ' ~ type,
        }) -%}
        {%- if clientelespark_kind(found.get(column.name | lower, 'nothing'))
            != clientelespark_kind(type) -%}
            {%- do differ.append(column.name) -%}
        {%- endif -%}
        {%- do wanted.append('cast(' ~ column.name ~ ' as ' ~ type ~ ') as ' ~ column.name) -%}
    {%- endfor -%}
    {%- if differ or found | length != declared | length -%}
        {%- do exceptions.raise_contract_error(declared, received) -%}
    {%- endif -%}
    select
        {{ wanted | join(',\n        ') }}
    from (
        {{ sql }}
    ) as under_contract
{% endmacro %}

{# A type of a contract or a seed as Spark writes it. #}
{% macro clientelespark_type(type) %}
    {%- set type = type | lower | trim -%}
    {%- if type.endswith('[]') -%}
        {%- do return('array<' ~ clientelespark_type(type[:-2]) ~ '>') -%}
    {%- endif -%}
    {%- do return({'varchar': 'string', 'text': 'string', 'hugeint': 'decimal(38, 0)'}.get(
        type, type
    )) -%}
{% endmacro %}

{# What two types have in common if a cast from one to the other keeps all values. #}
{% macro clientelespark_kind(type) %}
    {%- set word = type.split('(')[0] | trim -%}
    {%- if word.startswith('array') -%}
        {%- do return('array') -%}
    {%- endif -%}
    {%- do return({
        'tinyint': 'integer', 'smallint': 'integer', 'int': 'integer', 'bigint': 'integer',
        'float': 'double', 'timestamp_ntz': 'timestamp', 'void': 'string',
    }.get(word, word)) -%}
{% endmacro %}
