{#
    Cells and lines that cannot be read, from one pass over the whole source. An empty cell is no
    problem here: the cleaning refuses such lines, each with its reason.
#}
{% macro custom_value_problems(parts) %}
    {%- set problems = [] -%}
    {%- set source = namespace(lines=0) -%}
    {%- for part in parts if readable_part(part, problems) -%}
        {%- set cells = checked_cells(part) -%}
        {%- set counts = run_query('select unnest(counts) from clientele_counts').columns[0] -%}
        {%- set source.lines = source.lines + (counts[0] | int) -%}
        {%- if part.kind == 'csv' -%}
            {%- do problems.extend(broken_lines()) -%}
        {%- endif -%}
        {%- for cell in cells -%}
            {%- do cell.update({
                'filled': counts[2 * loop.index - 1] | int,
                'unread': counts[2 * loop.index] | int,
            }) -%}
            {%- if cell.unread -%}
                {%- do problems.append(unread_cells(part, cell)) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if not source.lines and not problems -%}
        {%- do problems.append(
            custom_label(parts[0]) ~ ' has columns but no lines: fill it, or '
            ~ change_var('custom_source') ~ '.'
        ) -%}
    {%- endif -%}
    {%- do return(problems) -%}
{% endmacro %}

{#
    Counts what checked_cells() asks for, in a temporary table; where the source breaks off or is
    damaged, the sentences for it are added to `problems`, and false is returned.
#}
{% macro readable_part(part, problems) %}
    {#- count(columns(*)): the CSV reader finds broken text only in the columns it has to read. -#}
    {%- if succeeds(
        'create or replace temp table clientele_counts as select [count(*)'
        ~ checked_cells(part) | map(attribute='counts') | join('')
        ~ '] as counts, count(columns(*)) from ('
        ~ custom_cells(part, option=store_rejects(part)) ~ ')'
    ) -%}
        {%- do return(true) -%}
    {%- endif -%}
    {%- set broken = [] -%}
    {%- for file in part.files if not succeeds(
        'create or replace temp table clientele_counts as select count(columns(*)) from ('
        ~ custom_cells(part, file, store_rejects(part)) ~ ')'
    ) -%}
        {%- do broken.append(custom_label(dict(part, files=[file]))) -%}
    {%- endfor -%}
    {%- for label in broken or [custom_label(part)] -%}
        {%- do problems.append(
            label ~ ' cannot be read to its end: it is damaged, or its cells are not of the types'
            ~ ' that it says: write it again, or ' ~ change_var('custom_source') ~ '.'
        ) -%}
    {%- endfor -%}
    {%- do return(false) -%}
{% endmacro %}

{# The mapped columns that have to parse, and what counts their filled and unread cells. #}
{% macro checked_cells(part) %}
    {%- set cells = [] -%}
    {%- for name, column in custom_mapping().items()
        if custom_contract().get(name, 'text') != 'text' and custom_column(column, part.columns) -%}
        {%- set unread = name ~ ' is not null and (' ~ parse_cell(part, name) ~ ') is null' -%}
        {%- do cells.append({
            'name': name,
            'column': custom_column(column, part.columns),
            'is_unread': unread,
            'counts': ', count(' ~ name ~ '), count(*) filter (where ' ~ unread ~ ')',
        }) -%}
    {%- endfor -%}
    {%- do return(cells) -%}
{% endmacro %}

{# Has the CSV reader note the lines that it refuses, in temporary tables, instead of failing. #}
{% macro store_rejects(part) %}
    {%- do return('store_rejects = true' if part.kind == 'csv') -%}
{% endmacro %}

{# The sentence for a column with cells that do not parse: the first of them and what to do. #}
{% macro unread_cells(part, cell) %}
    {%- set first = first_unread(part, cell) -%}
    {%- set where = custom_label(dict(part, files=[first.file]))
        ~ ' has "' ~ first.value ~ '"'
        ~ (' in line ' ~ first.line if first.line else '')
        ~ ' of the column "' ~ cell.column ~ '", mapped to ' ~ cell.name -%}
    {%- set many = ' (' ~ cell.unread ~ ' of ' ~ cell.filled ~ ' filled cells)' -%}
    {%- set kind = custom_contract()[cell.name] -%}

    {%- if kind == 'flag' -%}
        {%- do return(
            where ~ ', which is neither yes nor no' ~ many ~ '; allowed are '
            ~ (flag_words()[true] + flag_words()[false]) | join(', ') ~ ' and empty cells: correct'
            ~ ' the cells, or map is_cancelled to null, and lines of negative quantity are'
            ~ ' cancellations.'
        ) -%}
    {%- elif kind == 'date' -%}
        {%- set allowed = 'what custom_date_format "' ~ var('custom_date_format') ~ '" reads'
            if var('custom_date_format') else 'a date as YYYY-MM-DD, with a time or without' -%}
        {%- set fitting = fitting_date_formats(part, cell, first.value) -%}
        {%- set name = 'custom_date_format' -%}
    {%- else -%}
        {%- set separator = var('custom_decimal_separator') -%}
        {%- set allowed = 'a number such as ' ~ {
            ',': '1 234,50 or 1.234,50', '.': '1234.50 or 1,234.50', none: '1234.50',
        }[separator] -%}
        {%- if separator -%}
            {%- set allowed = allowed ~ ' (custom_decimal_separator is "' ~ separator ~ '")' -%}
        {%- endif -%}
        {%- set fitting = fitting_separators(part, cell) -%}
        {%- set name = 'custom_decimal_separator' -%}
    {%- endif -%}

    {%- set advice = 'correct the cells' -%}
    {%- if fitting.options -%}
        {%- set advice = 'set ' ~ name ~ ' to ' ~ fitting.options | join(' or ') ~ ', which reads '
            ~ ('all of them' if fitting.cells == cell.filled
                else fitting.cells ~ ' of them, and correct the others')
            ~ ', under vars in dbt_project.yml or with --vars' -%}
    {%- endif -%}
    {%- do return(
        where ~ ', which cannot be read' ~ many ~ '; allowed is ' ~ allowed ~ ': ' ~ advice ~ '.'
    ) -%}
{% endmacro %}

{#
    The first cell that does not parse: file, line and value. Rows of a relation have no order, so
    there it is the smallest value, and no line.
#}
{% macro first_unread(part, cell) %}
    {%- set line = {
        'relation': 'cast(null as bigint)',
        'parquet': 'file_row_number + 1',
    }.get(part.kind, 'row_number() over () + 1') -%}
    {%- for file in part.files -%}
        {%- set found = run_query(
            'select line, value from (' ~ custom_cells(
                part,
                file,
                'file_row_number = true' if part.kind == 'parquet' else store_rejects(part),
                line ~ ' as line, cast(' ~ sql_name(cell.column) ~ ' as varchar) as value',
            ) ~ ') where ' ~ cell.is_unread ~ ' order by line, value limit 1'
        ).rows -%}
        {%- if found -%}
            {%- do return({
                'file': file,
                'line': found[0][0] | int if found[0][0] is not none else none,
                'value': found[0][1],
            }) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}

{# The formats that read the most dates of a column; two where the day could be the month. #}
{% macro fitting_date_formats(part, cell, example) %}
    {%- set formats = [] -%}
    {%- for date in [
        '%d/%m/%Y', '%m/%d/%Y', '%d.%m.%Y', '%d-%m-%Y', '%m-%d-%Y', '%Y%m%d', '%Y.%m.%d',
        '%d/%m/%y', '%m/%d/%y', '%d.%m.%y', '%d %b %Y', '%d %B %Y', '%b %d, %Y', '%B %d, %Y',
    ] -%}
        {%- for time in {
            0: [''], 1: [' %H:%M', ' %I:%M %p'],
        }.get(example.count(':'), [' %H:%M:%S', ' %I:%M:%S %p']) -%}
            {%- do formats.append(date ~ time) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set reads = [] -%}
    {%- for format in formats -%}
        {%- do reads.append(parse_cell(part, cell.name, date_format=format)) -%}
    {%- endfor -%}
    {%- do return(fitting_options(part, cell, formats, reads)) -%}
{% endmacro %}

{# The separator that reads the most numbers of a column. #}
{% macro fitting_separators(part, cell) %}
    {%- set reads = [] -%}
    {%- for separator in [',', '.'] -%}
        {%- do reads.append(parse_cell(part, cell.name, separator=separator)) -%}
    {%- endfor -%}
    {%- do return(fitting_options(part, cell, [',', '.'], reads)) -%}
{% endmacro %}

{# The options that read the most cells, and how many; none where they read no more than now. #}
{% macro fitting_options(part, cell, options, reads) %}
    {%- set sums = [] -%}
    {%- for read in reads -%}
        {%- do sums.append('sum(cells) filter (where (' ~ read ~ ') is not null)') -%}
    {%- endfor -%}
    {%- set counts = run_query(
        'select ' ~ sums | join(', ') ~ ' from (select ' ~ cell.name ~ ', count(*) as cells from ('
        ~ custom_cells(part, option=store_rejects(part)) ~ ') group by ' ~ cell.name ~ ')'
    ).rows[0].values() | map('int') | list -%}
    {%- set best = counts | max -%}
    {%- set fitting = [] -%}
    {%- for option in options -%}
        {%- if counts[loop.index0] == best and best > cell.filled - cell.unread -%}
            {%- do fitting.append('"' ~ option ~ '"') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return({'options': fitting, 'cells': best}) -%}
{% endmacro %}

{# One sentence for each kind of line that the CSV reader just refused, from its table of them. #}
{% macro broken_lines() %}
    {%- set problems = [] -%}
    {%- set found = run_query(
        'select file_path, error_type, min(line), arg_min(error_message, line),'
        ~ ' count(distinct line) from reject_errors inner join reject_scans'
        ~ ' using (scan_id, file_id) where scan_id = (select max(scan_id) from reject_scans)'
        ~ ' group by all order by 3, 2'
    ) -%}
    {%- for row in found.rows -%}
        {%- set fault, advice = {
            'MISSING COLUMNS': (
                'has fewer cells than its header has columns', 'write the missing separators'
            ),
            'TOO MANY COLUMNS': (
                'has more cells than its header has columns',
                'put cells that hold the separator between quotation marks'
            ),
            'UNQUOTED VALUE': (
                'has a quotation mark that is not closed, or not doubled within a quoted cell',
                'double or delete it'
            ),
            'INVALID ENCODING': ('is not UTF-8 text', save_as_utf8()),
            'LINE SIZE OVER MAXIMUM': (
                'is longer than 2,000,000 bytes', 'look for a quotation mark that is not closed'
            ),
        }.get(row[1], ('cannot be read (' ~ row[3] ~ ')', 'correct it')) -%}
        {%- do problems.append(
            'Line ' ~ row[2] | int ~ ' of the file "' ~ row[0] ~ '" ' ~ fault
            ~ (' (' ~ row[4] | int ~ ' such lines)' if row[4] > 1 else '')
            ~ ': ' ~ advice ~ '.'
        ) -%}
    {%- endfor -%}
    {%- do return(problems) -%}
{% endmacro %}

{#
    An order_line_id that several different lines share is no id: it would break the grain of
    order_lines. Equal lines may share one, as copies of a line are told apart by the cleaning.
#}
{% macro shared_line_ids(parts) %}
    {%- set mapping = custom_mapping() -%}
    {%- if 'order_line_id' not in mapping -%}
        {%- do return([]) -%}
    {%- endif -%}
    {%- set lines = [] -%}
    {%- for part in parts -%}
        {%- do lines.append(
            'select cast(order_line_id as varchar) as id, hash(' ~ mapping.keys() | join(', ')
            ~ ') as line from (' ~ custom_cells(part) ~ ')'
        ) -%}
    {%- endfor -%}
    {%- set shared = run_query(
        'select id, count(*) over () as ids from (' ~ lines | join(' union all ') ~ ') as lines'
        ~ ' where id is not null group by id having min(line) != max(line) order by id limit 1'
    ).rows -%}
    {%- if not shared -%}
        {%- do return([]) -%}
    {%- endif -%}
    {%- do return([
        'The column "' ~ mapping.order_line_id ~ '", mapped to order_line_id, has "' ~ shared[0][0]
        ~ '" on several different lines (' ~ shared[0][1] | int ~ ' such values); allowed are ids'
        ~ ' that no two lines share: leave order_line_id out of custom_columns, and lines get ids'
        ~ ' by themselves, or map it to another column.',
    ]) -%}
{% endmacro %}
