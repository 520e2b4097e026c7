namespace SmartCityPia.Analysis.City;

internal enum Estimate
{
    Best,
    Low,
    High,
}
