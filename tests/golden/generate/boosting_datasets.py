"""Datasets of boosting.py, the same as of forests.py: name, target, columns (None: all numbers), every how many-th row."""

DATASETS = [
    ("breast_cancer_wdbc", "target", None, 1),
    ("wine_uci", "target", ["alcohol", "malic_acid", "ash", "magnesium"], 1),
    ("heart_cleveland_uci", "disease", None, 1),
    ("penguins", "island", ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"], 1),
    ("lending_club", "Class", None, 2),
    ("titanic_openml", "survived", ["pclass", "age", "sibsp", "parch", "fare"], 1),
    ("seattle_weather", "weather", ["precipitation", "temp_max", "temp_min", "wind"], 1),
    ("diabetes_sklearn", "target", None, 1),
    ("ames_housing", "Sale_Price", ["Lot_Area", "Year_Built", "Mas_Vnr_Area", "Total_Bsmt_SF", "Gr_Liv_Area", "Garage_Area", "Longitude", "Latitude"], 1),
    ("bike_sharing_hourly", "count", ["month", "hour", "temperature", "feeling_temp", "humidity", "winspeed"], 6),
    ("treasury_yields_daily", "tcm10yd", ["tcm1yd", "tcm3yd"], 6),
]
REGRESSION = {"diabetes_sklearn", "ames_housing", "bike_sharing_hourly", "treasury_yields_daily"}
