namespace SmartCityPia.Web.Features.Findings;

/// <summary>A finding's key as part of an address: a bar would have to be escaped there, a dot does not.</summary>
public static class FindingAddress
{
    public static string Of(string findingKey) => findingKey.Replace('|', '.');
}
