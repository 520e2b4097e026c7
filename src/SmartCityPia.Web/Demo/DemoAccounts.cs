using SmartCityPia.Data.Accounts;

namespace SmartCityPia.Web.Demo;

/// <summary>The accounts of the labelled demo city. They exist nowhere else.</summary>
internal static class DemoAccounts
{
    public const string Password = "demo city 2026";

    public sealed record DemoAccount(string Key, string Email, string Name, string Role, string Organisation, bool CityWide, bool DataProtectionOfficer = false);

    public static IReadOnlyList<DemoAccount> All { get; } =
    [
        new("Officer", "officer@demo.example", "Ada Lindqvist", Roles.Officer, DemoCity.CityName, true),
        new("TransportOfficer", "transport@demo.example", "Milo Novák", Roles.Officer, "Transport authority", false),
        new("Reviewer", "reviewer@demo.example", "Ines Duarte", Roles.Reviewer, DemoCity.CityName, true),
        new("DataProtectionOfficer", "dpo@demo.example", "Bram Osei", Roles.Reviewer, DemoCity.CityName, true, true),
        new("Vendor", "vendor@demo.example", "Jonas Weber", Roles.Vendor, "Wi-Fi operator", false),
        new("Auditor", "auditor@demo.example", "Sofia Papadaki", Roles.Auditor, DemoCity.CityName, true),
        new("Administrator", "admin@demo.example", "Radu Ionescu", Roles.Administrator, DemoCity.CityName, true),
    ];
}
