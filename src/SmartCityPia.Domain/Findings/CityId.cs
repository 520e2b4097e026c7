namespace SmartCityPia.Domain.Findings;

/// <summary>The engine knows organisations, datasets and flows by their ids as 32 hexadecimal digits.</summary>
public static class CityId
{
    public static string Of(Guid id) => id.ToString("N");

    public static Guid Parse(string id) => Guid.ParseExact(id, "N");
}
