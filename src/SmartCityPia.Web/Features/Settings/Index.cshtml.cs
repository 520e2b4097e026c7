using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Settings;

/// <summary>What the city has decided, and what whoever runs the server has.</summary>
public sealed class IndexModel(LiveSettings settings, IConfiguration configuration, IStringLocalizerFactory texts) : PageModel
{
    /// <summary>Of these it is told whether they are set.</summary>
    private static readonly string[] Secret = ["ConnectionStrings:Pia", "ConnectionStrings:PiaOwner", "Keys:Certificate", "Keys:File", "Seal:Certificate", "Seal:TimeStamp", "Mail:User", "Mail:Password"];

    private static readonly string[] Plain =
    [
        "City:Address", "Catalogue:Rules", "Catalogue:BaseRates", "Evidence:MaxFileBytes", "Evidence:MaxFiles", "Evidence:MaxTotalBytes", "Evidence:ClamAv", "Jobs:Run",
        "Mail:Host", "Mail:Port", "Mail:Tls", "Mail:Directory", "Passwords:List", "Proxy:Networks", "Security:Contact", "SignIn:PerMinute", "SignOn:Only", "SignOn:BreakGlass", "SignOn:Providers",
        "Source:Address", "Source:Contact",
    ];

    /// <param name="Lines">What is decided there, each in a line.</param>
    public sealed record Section(string Key, string Address, IReadOnlyList<string> Lines);

    public IReadOnlyList<Section> Sections { get; private set; } = [];

    public IReadOnlyList<(string Name, string Value)> Machine { get; private set; } = [];

    public void OnGet()
    {
        var (city, words) = (settings.Now, new Texts(texts, "Settings"));
        var none = words["None"];
        Sections =
        [
            new("Identity", Addresses.IdentitySettings, [city.Identity.Name, .. Of(typeof(CityIdentity), (nameof(CityIdentity.Accent), city.Identity.Accent)), words[city.LogoSha256 is null ? "Logo.None" : "Logo.Is"]]),
            new("Contact", Addresses.ContactSettings, Or([.. Of(typeof(CityContact), (nameof(CityContact.Contact), city.Contact.Contact), (nameof(CityContact.OfficerName), city.Contact.OfficerName), (nameof(CityContact.OfficerContact), city.Contact.OfficerContact))])),
            new("Calendar", Addresses.CalendarSettings, [city.Clock.TimeZone ?? words["OfTheMachine", TimeZoneInfo.Local.Id]]),
            new("Reviews", Addresses.ReviewSettings, [.. Of(typeof(ReviewPeriods), (nameof(ReviewPeriods.Months), city.Reviews.Months), (nameof(ReviewPeriods.MonthsOfHighRisk), city.Reviews.MonthsOfHighRisk))]),
            new("Knowledge", Addresses.KnowledgeSettings, Or([.. city.Knowledge.Outside.Select(id => CatalogueTerm.From(PiaCatalogue.Current, id).Name)])),
            new("Mail", Addresses.MailSettings, Or([.. Of(typeof(MailSettings), (nameof(MailSettings.Sender), city.Mail.Sender))])),
            new("SignIn", Addresses.SignInSettings, city.SignIn.SecondFactorOf.Count == 0 ? [words["SignIn.NoRole"]] : [.. city.SignIn.SecondFactorOf.Select(role => HttpContext.Sentence(new("", "Role." + role)))]),
            new("Retention", Addresses.RetentionSettings, [.. Of(typeof(RetentionPeriods), (nameof(RetentionPeriods.SessionDays), city.Retention.SessionDays), (nameof(RetentionPeriods.NoticeDays), city.Retention.NoticeDays), (nameof(RetentionPeriods.AccountMonths), city.Retention.AccountMonths))]),
        ];
        Machine =
        [
            .. Plain.Select(name => (name, name == "SignOn:Providers" ? string.Join(", ", configuration.GetSection(name).GetChildren().Select(p => p["Name"] ?? p["Key"])) : configuration[name] ?? "")),
            .. Secret.Select(name => (name, words[string.IsNullOrEmpty(configuration[name]) ? "NotSet" : "Set"])),
        ];
        Machine = [.. Machine.Select(m => m with { Value = m.Value.Length == 0 ? words["NotSet"] : m.Value })];

        IReadOnlyList<string> Or(IReadOnlyList<string> lines) => lines.Count == 0 ? [none] : lines;
    }

    private static IEnumerable<string> Of(Type section, params (string Field, object? Value)[] fields) =>
        fields.Where(f => f.Value is not null).Select(f => string.Create(CultureInfo.CurrentCulture, $"{Words.Label(section, f.Field)}: {f.Value}"));
}
