select * from data_quality
order by check_order
