{#
    Whether the run builds this dataset with these vars. A golden test's figures are valid only
    under this condition. Other vars may have any value.
#}
{% macro holds_under(dataset_name, vars={}) %}
    {%- if dataset() != dataset_name -%}
        {%- do return(false) -%}
    {%- endif -%}
    {%- for name, value in vars.items() if by_dataset(name) != value -%}
        {%- do return(false) -%}
    {%- endfor -%}
    {%- do return(true) -%}
{% endmacro %}
