{#
    Writes a table beside the one that exists, and takes its place when it is complete. A view is
    stored too: the plan of a view on ten views is made again for each reader.
#}
{% materialization table, adapter='clientele_spark', supported_languages=['sql', 'python'] %}
    {{ return(clientele_spark_store()) }}
{% endmaterialization %}

{% materialization view, adapter='clientele_spark' %}
    {{ return(clientele_spark_store()) }}
{% endmaterialization %}

{% macro clientele_spark_store() %}
    {%- set relation = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks) }}
    {%- if model.language == 'python' -%}
        {%- call statement('main', language='python') -%}
            {{ compiled_code }}
            {{ py_script_comment() }}
        {%- endcall -%}
    {%- else -%}
        {%- set written = clientele_spark_next(relation) -%}
        {%- call statement('main') -%}
            {{ clientele_spark_create(relation, written, compiled_code) }}
        {%- endcall -%}
        {%- do adapter.swap_in(relation, written) -%}
    {%- endif -%}
    {{ run_hooks(post_hooks) }}
    {%- do return({'relations': [relation]}) -%}
{% endmacro %}

{# The name under which a table is written. #}
{% macro clientele_spark_next(relation) %}
    {%- set written = relation.incorporate(
        path={'identifier': relation.identifier ~ '__next'}, type='table'
    ) -%}
    {%- do run_query('drop table if exists ' ~ written) -%}
    {%- do return(written) -%}
{% endmacro %}

{# The statement that writes a table, with the types of its contract and its comments. #}
{% macro clientele_spark_create(relation, written, sql) %}
    {%- set location = adapter.next_location(relation) -%}
    create table {{ written }}
    using parquet
    {%- if location %}
    location '{{ location }}'
    {%- endif %}
    {{ clientele_spark_comment() }}
    as
    {%- if config.get('contract').enforced %}
    {{ clientele_spark_under_contract(sql) }}
    {%- else %}
    {{ sql }}
    {%- endif %}
{% endmacro %}

{# The description of a table. #}
{% macro clientele_spark_comment() %}
    {%- if config.persist_relation_docs() and model.description -%}
        comment '{{ model.description | replace("\\", "\\\\") | replace("'", "\\'") }}'
    {%- endif -%}
{% endmacro %}

{#
    A select with the columns of the contract, in their order and with their types. A name that
    differs is an error, and so is a type of another kind, such as a double for money. Engines
    differ in the width of an integer or a decimal, which the cast settles.
#}
{% macro clientele_spark_under_contract(sql) %}
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
        {%- set type = clientele_spark_type(column.data_type) -%}
        {%- do declared.append({
            'name': column.name, 'data_type': type, 'formatted': column.name ~ ' ' ~ type,
        }) -%}
        {%- if clientele_spark_kind(found.get(column.name | lower, 'nothing'))
            != clientele_spark_kind(type) -%}
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
{% macro clientele_spark_type(type) %}
    {%- set type = type | lower | trim -%}
    {%- if type.endswith('[]') -%}
        {%- do return('array<' ~ clientele_spark_type(type[:-2]) ~ '>') -%}
    {%- endif -%}
    {%- do return({'varchar': 'string', 'text': 'string', 'hugeint': 'decimal(38, 0)'}.get(
        type, type
    )) -%}
{% endmacro %}

{# What two types have in common if a cast from one to the other keeps all values. #}
{% macro clientele_spark_kind(type) %}
    {%- set word = type.split('(')[0] | trim -%}
    {%- if word.startswith('array') -%}
        {%- do return('array') -%}
    {%- endif -%}
    {%- do return({
        'tinyint': 'integer', 'smallint': 'integer', 'int': 'integer', 'bigint': 'integer',
        'float': 'double', 'timestamp_ntz': 'timestamp', 'void': 'string',
    }.get(word, word)) -%}
{% endmacro %}
