{#
    The ref of the node that a var names. The node is a seed of this project, otherwise a node of
    the project that is built, which may have installed this one. `package.name` is a node of
    another package.
#}
{% macro ref_by_var(name) %}
    {%- if var(name) is not string -%}
        {#-
            Raised while dbt parses the project, because dbt looks for the node before all other
            checks.
        -#}
        {%- do exceptions.raise_compiler_error(wrong_var(
            name, 'the name of a ' ~ ('model' if name.endswith('_model') else 'seed')
            ~ ', or package.name for one of another package'
        )) -%}
    {%- endif -%}
    {%- set parts = var(name).split('.') -%}
    {%- set ours = [
        'eleven_segments', 'ten_segments', 'seven_segments', 'six_segments',
        'segment_playbook', 'segment_words',
    ] -%}
    {%- if parts | length > 1 -%}
        {%- do return(ref(parts[0], parts[1])) -%}
    {%- elif project_name == 'clientele' or parts[0] in ours -%}
        {%- do return(ref(parts[0])) -%}
    {%- endif -%}
    {%- do return(ref(project_name, parts[0])) -%}
{% endmacro %}
