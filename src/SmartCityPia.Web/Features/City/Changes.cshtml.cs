using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Data.City;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.City;

/// <summary>What changed between two dates of the city, or between two versions of one service's description.</summary>
/// <remarks>400: a date or number that is none; 404: an assessment or version that is not there for this person.</remarks>
public sealed class ChangesModel(PiaDbContext db, CityReader reader, TimeProvider clock, IStringLocalizerFactory localizers, CityRuns runs) : CityPage(reader, runs)
{
    private const int UsualDays = 30;

    private readonly Texts texts = new(localizers, "City");

    /// <summary>The reference of an assessment whose versions are compared; empty for two dates of the city.</summary>
    [BindProperty(SupportsGet = true, Name = "assessment")]
    public string? Assessment { get; set; }

    /// <summary>A date (end of that day), or a version's number.</summary>
    [BindProperty(SupportsGet = true, Name = "from")]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "show")]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public ChangesView? View { get; private set; }

    /// <summary>Services that came, went, or were described anew, and how.</summary>
    public IReadOnlyList<(CityPart Part, string Key)> Services { get; private set; } = [];

    public string? Name { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Work(cancellationToken) ?? Page();

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancellationToken)
    {
        if (await Work(cancellationToken) is { } waiting)
            return waiting;
        if (View is null)
            return NotFound();
        await db.RecordAsync(HttpContext.Actor(), AuditVerbs.Exported, nameof(CityGraph), Guid.Empty, null, cancellationToken);
        return File(View.Csv(texts), "text/csv; charset=utf-8", $"{texts["Changes.File"]}.csv");
    }

    private async Task<IActionResult?> Work(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        CityGraph? before, after;
        var linkAfter = false;
        if (!string.IsNullOrEmpty(Assessment))
        {
            var (found, then, now) = await Versions(cancellationToken);
            if (!found)
                return NotFound();
            (before, after) = (then, now);
        }
        else
        {
            var today = clock.Today();
            var (from, to) = (ReadDate("from", From, today.AddDays(-UsualDays)), ReadDate("to", To, today));
            if (from is { } first && to is { } last && first > last)
                ModelState.AddModelError("from", texts["Changes.WrongOrder"]);
            if (!ModelState.IsValid)
                return Bad();
            (From, To) = (Text(from!.Value), Text(to!.Value));
            before = from == today ? Graph : await Reader.Read(cancellationToken, EndOf(from.Value));
            linkAfter = to >= today;
            after = linkAfter ? Graph : await Reader.Read(cancellationToken, EndOf(to.Value));
            Services = Compared(before, after);
        }
        if (before is null || after is null)
            return Bad();
        if (await Compute($"changes {before.Key} {after.Key}", (progress, cancel) => CityChanges.Of(Graph.Catalogue, before.Model, after.Model, progress, cancel)) is not { } changes)
            return Waiting;
        View = new(changes, new(before, after), Address(), Show, PageNumber, linkAfter: linkAfter);
        return null;
    }

    private IActionResult? Bad()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return null;
    }

    /// <summary>The city as it is, with the service as two of its versions describe it.</summary>
    private async Task<(bool Found, CityGraph? Before, CityGraph? After)> Versions(CancellationToken cancellationToken)
    {
        var id = await db.Assessments.AsNoTracking().VisibleTo(User).Where(a => a.Reference == Assessment).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(cancellationToken);
        if (id is null)
            return (false, null, null);
        int[] numbers = [ReadNumber("from", From), ReadNumber("to", To)];
        if (!ModelState.IsValid)
            return (true, null, null);
        var frozen = await db.AssessmentVersions.AsNoTracking().Where(v => v.AssessmentId == id && numbers.Contains(v.Number)).ToDictionaryAsync(v => v.Number, v => v.Json, cancellationToken);
        if (!frozen.TryGetValue(numbers[0], out var first) || !frozen.TryGetValue(numbers[1], out var second))
            return (false, null, null);
        var (then, now) = (CanonicalJson.Read(first), CanonicalJson.Read(second));
        Name = now.Service.Name;
        return (true, Graph.With(then), Graph.With(now));
    }

    private static List<(CityPart, string)> Compared(CityGraph before, CityGraph after)
    {
        var then = before.Parts.ToDictionary(p => p.ServiceId);
        var now = after.Parts.Select(p => p.ServiceId).ToHashSet();
        return
        [
            .. after.Parts.Where(p => !then.ContainsKey(p.ServiceId)).Select(p => (p, "Changes.ServiceNew")),
            .. after.Parts.Where(p => then.TryGetValue(p.ServiceId, out var old) && old.Sha256 != p.Sha256)
                .Select(p => (p, CityGraph.KeyOf(then[p.ServiceId].Dossier) == CityGraph.KeyOf(p.Dossier) ? "Changes.ServiceSame" : "Changes.ServiceChanged")),
            .. before.Parts.Where(p => !now.Contains(p.ServiceId)).Select(p => (p, "Changes.ServiceGone")),
        ];
    }

    private DateOnly? ReadDate(string field, string? text, DateOnly usual)
    {
        if (string.IsNullOrWhiteSpace(text))
            return usual;
        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 2000 and < 9999)
            return date;
        ModelState.AddModelError(field, texts["Changes.WrongDate"]);
        return null;
    }

    private int ReadNumber(string field, string? text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        ModelState.AddModelError(field, texts["Changes.WrongNumber"]);
        return 0;
    }

    private DateTimeOffset EndOf(DateOnly day)
    {
        var end = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(end, clock.LocalTimeZone.GetUtcOffset(end)).ToUniversalTime().AddTicks(-10);
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Address() => new[] { ("assessment", Assessment), ("from", From), ("to", To) }.Where(q => !string.IsNullOrEmpty(q.Item2))
        .Aggregate(Addresses.CityChanges, (address, q) => QueryHelpers.AddQueryString(address, q.Item1, q.Item2!));

    public IReadOnlyList<string> ErrorsOf(string field) => [.. ModelState[field]?.Errors.Select(e => e.ErrorMessage) ?? []];
}
