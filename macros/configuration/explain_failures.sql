{#
    on-run-end. Prints the first rows of every failed test that explains a failure in a column
    `problem`, so that a reader sees the line and not only a count.
#}
{% macro explain_failures(results) %}
    {%- if execute and flags.WHICH in ['build', 'test'] -%}
        {%- for result in results
            if result.node.resource_type == 'test'
            and result.status | string in ['fail', 'warn']
            and 'as problem' in result.node.compiled_code -%}
            {%- set failures = run_query(
                'select problem from (' ~ result.node.compiled_code
                ~ ') as failures order by problem limit 5'
            ) -%}
            {%- do log(result.node.name ~ ':', info=true) -%}
            {%- for row in failures.rows -%}
                {%- do log('  - ' ~ row[0], info=true) -%}
            {%- endfor -%}
            {%- if result.failures > 5 -%}
                {%- do log('  and ' ~ (result.failures - 5) ~ ' more', info=true) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
