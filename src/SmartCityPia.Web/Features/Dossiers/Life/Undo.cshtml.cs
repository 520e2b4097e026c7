using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Life;

/// <summary>What was removed lately in a dossier, and the button that brings a row back.</summary>
/// <remarks>404: nothing was removed under the id. 409: something stands in its place, or what it names is gone too.</remarks>
public sealed class UndoModel(PiaDbContext db, UndoRemoval undo) : DossierPage
{
    private const int Most = 25;

    public sealed record Removal(Guid Id, string Kind, string Name, string By, DateTimeOffset At);

    public IReadOnlyList<Removal> Removals { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken);

    public async Task<IActionResult> OnPostAsync(Guid row, CancellationToken cancellationToken)
    {
        switch (await undo.Handle(Dossier, Assessment, row, HttpContext.Actor(), cancellationToken))
        {
            case Outcome.Done<IRow> { What: var back }:
                Saved = HttpContext.Sentence(new("", "Undone", NameOf(back), HttpContext.Actor().At.InCity().ToString("t", CultureInfo.CurrentCulture)));
                return Redirect(At(Addresses.Of(new RowPointer(RowKinds.Of(back).Name, back.Id, KeyOf(back)))));
            case Outcome.Taken:
                return await Refuse("UndoTaken", cancellationToken);
            case Outcome.Invalid invalid:
                return await Refuse(invalid.Errors[0].Rule is "UndoTaken" ? "UndoTaken" : "UndoMissing", cancellationToken);
            case Outcome.Gone:
                return await Refuse("UndoErased", cancellationToken);
            case Outcome.Closed:
                return StatusCode(StatusCodes.Status403Forbidden);
            case Outcome.NotFound:
                return NotFound();
            default:
                return await Refuse("SaveAgain", cancellationToken);
        }
    }

    private async Task<IActionResult> Refuse(string rule, CancellationToken cancellationToken)
    {
        this.Tell([new("", rule)]);
        await Load(cancellationToken);
        return this.Answer(StatusCodes.Status409Conflict);
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        var there = RowKinds.All.SelectMany(k => k.RowsOf(Dossier)).Select(r => r.Id).ToHashSet();
        var events = await UndoRemoval.Removals(db, Assessment).Where(e => e.Before != null).Take(4 * Most).ToListAsync(cancellationToken);
        var gone = events.DistinctBy(e => e.SubjectId).Where(e => !there.Contains(e.SubjectId)).Take(Most).Select(e => (Event: e, Name: NamedIn(e))).ToList();
        var bodies = gone.Select(g => Guid.TryParse(g.Name, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToList();
        var names = bodies.Count == 0 ? [] : await db.Organisations.AsNoTracking().Where(o => bodies.Contains(o.Id)).ToDictionaryAsync(o => o.Id.ToString(), o => o.Name, StringComparer.Ordinal, cancellationToken);
        Removals = [.. gone.Select(g => new Removal(g.Event.SubjectId, Words.Find(typeof(DossierDiff), "Kind." + g.Event.Subject) ?? g.Event.Subject, names.GetValueOrDefault(g.Name, g.Name), g.Event.AccountName, g.Event.At))];
    }

    private static string NamedIn(AuditEvent e)
    {
        var kind = RowKinds.Find(e.Subject)!;
        using var before = JsonDocument.Parse(e.Before!);
        var name = before.RootElement.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(kind.NameField), out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return kind.TermField is null || name.Length == 0 ? name : CatalogueTerm.From(PiaCatalogue.Current, name[(name.LastIndexOfAny(['.', '|']) + 1)..]).Name;
    }

    private string NameOf(IRow row) => RowKinds.Of(row).NameOf(Dossier, row);

    private static string KeyOf(IRow row) => RowKinds.Of(row) is { Parent: { } parent } ? parent.IdOf(row).ToString() : RowKinds.Of(row).KeyOf(row);
}
