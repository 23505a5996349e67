with parameters as (select * from {{ ref('py_value__parameters') }}),

status as (select * from {{ ref('int_value__status') }}),

used as (

    select
        *,
        case when alive_reason is null then 'mbg_nbd' else 'nbd' end as orders_model
    from status

)

select
    cast(parameters.model as string) as model,
    cast(parameters.parameter as string) as parameter,
    parameters.value,
    used.as_of_date,
    cast('{{ var("value_time_unit") }}' as string) as time_unit,
    parameters.log_likelihood,
    cast(case parameters.model
        when 'gamma_gamma' then used.repeaters
        else used.customers
    end as integer) as customers,
    cast(used.repeaters as integer) as repeaters,
    cast(parameters.library_versions as string) as library_versions,
    parameters.model in ('gamma_gamma', used.orders_model) as is_used
from parameters
inner join used
    on parameters.as_of_date = used.as_of_date
order by
    model,
    parameter
