-- A key stands in two rows of a table of plan, so later tables count the row twice.
{{ grains_hold([
    'int_plan__costs',
    'int_plan__gains',
    'int_plan__groups',
    'int_plan__margins',
    'int_plan__members',
    'int_plan__playbook',
    'int_plan__reached',
    'int_plan__shares',
    'int_plan__spending',
    'int_plan__weights',
]) }}
