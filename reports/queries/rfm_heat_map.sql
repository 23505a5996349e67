select * from rfm_heat_map
order by r_score, f_score
