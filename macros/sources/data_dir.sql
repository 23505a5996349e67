{# The folder of raw files: the var, else the environment, else data/ of the project. #}
{% macro data_dir() %}
    {%- do return(var('data_dir') or env_var('CLIENTELE_DATA_DIR', 'data')) -%}
{% endmacro %}
