select * from settings
