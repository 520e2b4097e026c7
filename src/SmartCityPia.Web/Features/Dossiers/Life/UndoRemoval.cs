using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Features.Dossiers.Life;

/// <summary>
/// Brings a removed row back as it was, under its id, with the rows that went with it. The trail says what it was, so nothing more is kept;
/// comments and evidence about it name it by its id and never went.
/// </summary>
public sealed class UndoRemoval(PiaDbContext db)
{
    private static readonly JsonSerializerOptions AsOnTheTrail = new() { Converters = { new JsonStringEnumConverter() } };

    /// <returns>
    /// Done with the row, also where a double click had brought it back; NotFound if nothing of this dossier was removed under the id; Invalid if
    /// another row stands in its place or what it names is gone; Gone if the trail was erased since; Closed if the assessment is.
    /// </returns>
    public Task<Outcome> Handle(Dossier dossier, Assessment assessment, Guid rowId, Actor actor, CancellationToken cancellationToken) =>
        db.Try(() => BringBack(dossier, assessment, rowId, actor, cancellationToken));

    /// <summary>The last removals in a dossier, newest first, of rows that are people's own and not there now.</summary>
    public static IQueryable<AuditEvent> Removals(PiaDbContext db, Assessment assessment)
    {
        var kinds = RowKinds.All.Select(k => k.Name).ToList();
        return db.AuditEvents.AsNoTracking().Where(e => (e.OwnerId == assessment.Id || e.OwnerId == assessment.DescriptionId) && e.Verb == AuditVerbs.Removed
            && kinds.Contains(e.Subject)).OrderByDescending(e => e.At).ThenByDescending(e => e.Id);
    }

    private async Task<Outcome> BringBack(Dossier dossier, Assessment assessment, Guid rowId, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await assessment.Touch(db, actor, cancellationToken))
            return new Outcome.Closed();
        if (await Removals(db, assessment).FirstOrDefaultAsync(e => e.SubjectId == rowId, cancellationToken) is not { } removed)
            return new Outcome.NotFound();
        if (removed.Before is null)
            return new Outcome.Gone();
        var row = Read(removed);
        var kind = RowKinds.Of(row);
        if (await db.FindAsync(kind.Row, [rowId], cancellationToken) is { } there)
            return IsSame(row, there) ? new Outcome.Done<IRow>(row) : new Outcome.Invalid([new("", "UndoTaken")]);

        // What went with it went in the same request, and names it or another that did.
        var others = await Removals(db, assessment).Where(e => e.RequestId == removed.RequestId && e.At == removed.At && e.SubjectId != rowId && e.Before != null).ToListAsync(cancellationToken);
        var whole = new Dictionary<Guid, IRow> { [rowId] = row };
        var left = others.Select(Read).ToList();
        for (var found = true; found;)
        {
            found = false;
            foreach (var child in left.Where(r => OwnersOf(r).Any(whole.ContainsKey)).ToList())
                found = whole.TryAdd(child.Id, child) && left.Remove(child);
        }
        if (whole.Values.Any(r => NamedBy(r).Any(id => !whole.ContainsKey(id) && !Exists(dossier, id))))
            return new Outcome.Invalid([new("", "UndoMissing")]);
        db.AddRange(whole.Values);
        await db.SaveAsync(actor, cancellationToken, verb: AuditVerbs.Undone);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done<IRow>(row);
    }

    private static IEnumerable<Guid> OwnersOf(IRow row)
    {
        var kind = RowKinds.Of(row);
        return kind.Parent is { Owns: true } parent ? kind.Linked(row, owns: true).Prepend(parent.IdOf(row)) : kind.Linked(row, owns: true);
    }

    private static IEnumerable<Guid> NamedBy(IRow row)
    {
        var kind = RowKinds.Of(row);
        return kind.Parent is { } parent ? kind.Linked(row).Prepend(parent.IdOf(row)) : kind.Linked(row);
    }

    private static bool Exists(Dossier dossier, Guid id) => RowKinds.All.Any(k => k.RowsOf(dossier).Any(r => r.Id == id));

    private IRow Read(AuditEvent e)
    {
        var type = db.Model.FindEntityType(RowKinds.Find(e.Subject)!.Row)!;
        var row = (IRow)Activator.CreateInstance(type.ClrType)!;
        var values = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(e.Before!)!;
        foreach (var property in type.GetProperties().Where(AuditedSave.IsContent))
        {
            if (values.TryGetValue(JsonNamingPolicy.CamelCase.ConvertName(property.Name), out var value))
                Set(row, property, value.Deserialize(property.ClrType, AsOnTheTrail));
        }
        Set(row, type.FindProperty(nameof(IRow.Id))!, e.SubjectId);
        return row;
    }

    private static void Set(IRow row, IProperty property, object? value) => property.PropertyInfo!.DeclaringType!.GetProperty(property.Name)!.SetValue(row, value);

    private bool IsSame(IRow row, object there) => db.Model.FindEntityType(row.GetType())!.GetProperties().Where(AuditedSave.IsContent)
        .All(p => p.GetValueComparer().Equals(p.PropertyInfo!.GetValue(row), p.PropertyInfo!.GetValue(there)));
}
