{#
    The folder of raw files. It is the var, otherwise the environment variable, otherwise data/ of
    the project.
#}
{% macro data_dir() %}
    {%- do return(var('data_dir') or env_var('CLIENTELE_DATA_DIR', 'data')) -%}
{% endmacro %}
