using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Reports.Tables;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers;

/// <summary>What can be done with several assessments of the list at once.</summary>
public enum BulkAct { Archive, HandOver, Export }

/// <summary>Shows what was chosen in the list, does it to each for itself, and says which were refused and why.</summary>
/// <remarks>400: no officer was chosen. 403: no right to change assessments. What the person does not see is not there.</remarks>
public sealed class SelectedModel(PiaDbContext db, SetAside aside, HandOverLead handOver, IAuthorizationService authorization, AuthorizeDossier inside,
    PiaCatalogue catalogue, LiveSettings settings) : PageModel
{
    /// <summary>A page of the list, and more than it.</summary>
    public const int Most = 200;

    public sealed record Row(Assessment Assessment, AssessmentState State, string Name, string Agency, string Lead, DateOnly? EndsOn);

    /// <param name="Refused">Why it was not done; null where it was.</param>
    public sealed record Result(string Reference, string Name, string? Refused);

    [BindProperty(Name = "chosen")]
    public List<string> Chosen { get; set; } = [];

    [BindProperty(Name = "act")]
    public BulkAct Act { get; set; }

    [BindProperty]
    public Guid? OfficerId { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<Option> Officers { get; private set; } = [];

    public IReadOnlyList<Result>? Results { get; private set; }

    public string? Error => ModelState.TryGetValue(nameof(OfficerId), out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public void OnGet()
    {
    }

    /// <summary>From the list: what will be done, to be confirmed.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (!await MayAct())
            return StatusCode(StatusCodes.Status403Forbidden);
        await Load(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostDoAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (!await MayAct())
            return StatusCode(StatusCodes.Status403Forbidden);
        await Load(cancellationToken);
        var actor = HttpContext.Actor();
        if (Act == BulkAct.Export && Rows.Count > 0)
            return await Export(actor, cancellationToken);
        if (Act == BulkAct.HandOver && Officers.All(o => o.Value != OfficerId?.ToString()))
        {
            ModelState.AddModelError(nameof(OfficerId), HttpContext.Sentence(new("", "NotOffered")));
            return this.Answer(StatusCodes.Status400BadRequest);
        }
        var results = new List<Result>();
        foreach (var row in Rows)
        {
            var outcome = !await inside.May(User, row.Assessment, Policies.EditAssessments) ? new Outcome.Invalid([new("", "NotYoursToChange")])
                : Act == BulkAct.Archive ? await aside.Handle(row.Assessment.Id, SettingAside.Archive, null, actor, cancellationToken)
                : await handOver.Handle(row.Assessment.Id, OfficerId!.Value, actor, cancellationToken);
            results.Add(new(row.Assessment.Reference, row.Name, outcome switch
            {
                Outcome.Done => null,
                Outcome.Invalid { Errors: [{ Rule: "NotOffered" }, ..] } => HttpContext.Sentence(new("", "CannotLead")),
                Outcome.Invalid invalid => HttpContext.Sentence(invalid.Errors[0]),
                _ => HttpContext.Sentence(new("", "ChangedMeanwhile")),
            }));
        }
        Results = results;
        return Page();
    }

    private async Task<bool> MayAct() => Act == BulkAct.Export || (await authorization.AuthorizeAsync(User, Policies.EditAssessments)).Succeeded;

    private async Task<FileContentResult> Export(Actor actor, CancellationToken cancellationToken)
    {
        foreach (var row in Rows)
            await db.RecordAsync(actor, AuditVerbs.Exported, nameof(Assessment), row.Assessment.Id, row.Assessment.Id, cancellationToken);
        static string Day(DateTimeOffset at) => at.InCity().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var texts = new Texts(HttpContext.RequestServices.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizerFactory>(), "Dossiers");
        string[] head = [texts["Index.Reference"], texts["Index.Service"], texts["Index.Agency"], texts["Index.Owner"], texts["Index.Status"], texts["Selected.Screening"], texts["Overview.Versions"], texts["Index.Changed"], texts["Life.End"]];
        return File(CsvText.Write([head, .. Rows.Select(r => (IReadOnlyList<string?>)
            [r.Assessment.Reference, r.Name, r.Agency, r.Lead, Words.Of(r.State), Words.Of(r.Assessment.Outcome), r.Assessment.Versions.ToString(CultureInfo.InvariantCulture), Day(r.Assessment.ChangedAt), r.EndsOn?.ToString("O", CultureInfo.InvariantCulture)])]), "text/csv", "assessments.csv");
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        var chosen = Chosen.Where(TypedText.IsStorable).Distinct(StringComparer.Ordinal).Take(Most).ToList();
        Rows = await (from s in db.Assessments.AsNoTracking().VisibleTo(User).WithStandings(db, catalogue.Scales, settings.Now.Reviews)
                      let a = s.Assessment
                      join d in db.ServiceDescriptions on a.DescriptionId equals d.Id
                      join o in db.Organisations on a.AgencyId equals o.Id
                      join u in db.Users on a.OwnerId equals u.Id
                      where chosen.Contains(a.Reference)
                      orderby a.Reference
                      select new Row(a, s.State, d.Name, o.Name, u.DisplayName,
                          db.ServiceEnds.Where(e => e.OwnerId == a.Id).Select(e => e.EndsOn).FirstOrDefault())).ToListAsync(cancellationToken);
        if (Act == BulkAct.HandOver)
            Officers = await db.Who(Permission.EditAssessments).Reachable().AsOptions(db, cancellationToken);
    }
}
