using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Reports.Tables;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>Downloads a comparison, one line or entry per changed field. The download is on the trail.</summary>
public sealed class ComparisonModel(PiaDbContext db, CompareVersions compare, IStringLocalizerFactory localizers) : DossierPage
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    [BindProperty(SupportsGet = true, Name = "from")]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")]
    public string? To { get; set; }

    public override bool NeedsCity => Between.Of(Assessment, From, To) is { To: null };

    public override ViewEvent? ViewEvent => null;

    public async Task<IActionResult> OnGetAsync(string format, CancellationToken cancellationToken)
    {
        if (format is not ("csv" or "json") || Between.Of(Assessment, From, To) is not { } between)
            return NotFound();
        var changes = await compare.Handle(between, Dossier, cancellationToken);
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{Assessment.Reference}-v{between.From}-{(between.To is null ? "" : "v")}{between.ToName}.{format}");
        await db.RecordAsync(HttpContext.Actor(), AuditVerbs.Exported, nameof(AssessmentVersion), Assessment.Id, Assessment.Id,
            cancellationToken, name);
        return format == "csv" ? File(Csv(changes), "text/csv; charset=utf-8", name)
            : File(JsonOf(between, changes), "application/json", name);
    }

    private byte[] Csv(IReadOnlyList<RowChange> changes)
    {
        var texts = new Texts(localizers, "Versions");
        return CsvText.Write(
        [
            [texts["Compare.Step"], texts["Compare.Kind"], texts["Compare.Name"], texts["Compare.Change"], texts["Compare.Field"], texts["Compare.Before"], texts["Compare.After"]],
            .. changes.SelectMany(c => (c.Fields.Count > 0 ? c.Fields : [new("", "", "", "")])
                .Select(f => new[] { Words.Of(c.Step), c.KindName, c.Name, Words.Of(c.Change), f.Label, f.Before, f.After })),
        ]);
    }

    private byte[] JsonOf(Between between, IReadOnlyList<RowChange> changes) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        assessment = Assessment.Reference,
        from = between.From,
        to = between.To,
        changes = changes.Select(c =>
            new { step = c.Step.ToString(), kind = c.Kind, c.BeforeId, c.AfterId, c.Name, change = c.Change.ToString(), c.Fields }),
    }, Json);
}
