using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Frame;

/// <summary>One row of a form that has many.</summary>
public sealed class TypedRow<TDetails> where TDetails : class, new()
{
    public TDetails Given { get; set; } = new();

    /// <summary>The row version the person saw; null where there was no row.</summary>
    public uint? Version { get; set; }

    /// <summary>A print of the fields the person saw: a row that is posted back untouched never overwrites what somebody else has saved.</summary>
    public string? Seen { get; set; }
}

/// <summary>Somebody else saved other values of some of the rows meanwhile. Nothing was saved.</summary>
/// <param name="Stored">The rows of the form as they are stored now.</param>
/// <param name="By">Who changed each row in dispute.</param>
public sealed record RowsDispute<TRow>(IReadOnlyDictionary<Guid, TRow> Stored, IReadOnlyDictionary<Guid, string> By);

internal static class FieldPrint
{
    /// <summary>A print of some fields of a row, to tell whether they are still as they were shown.</summary>
    public static string Of<TDetails>(IReadOnlyList<PropertyInfo> fields, TDetails? details) where TDetails : class =>
        CanonicalJson.Sha256(string.Join('\u001f', fields.Select(f => details is null ? "" : f.GetValue(details) switch
        {
            // Browsers post every line break as CR LF, whatever was stored.
            string text => text.Replace("\r\n", "\n", StringComparison.Ordinal),
            System.Collections.IEnumerable items => string.Join('\u001e', items.Cast<object>().Select(i => Convert.ToString(i, CultureInfo.InvariantCulture))),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture),
        })))[..16];
}

/// <summary>Saves many rows of one kind from one form, or none of them.</summary>
public sealed class SaveRows<TRow, TDetails>(PiaDbContext db)
    where TRow : class, TDetails, IRow
    where TDetails : class, new()
{
    /// <param name="dossier">As read in this request.</param>
    /// <param name="fields">Those that stand in the form; the others stay as they are.</param>
    /// <param name="rows">What was typed, by the row's id.</param>
    /// <param name="make">An empty row with its ids, where the form adds those that aren't stored; else such a row is gone.</param>
    public Task<Outcome> Handle(Dossier dossier, Assessment assessment, IReadOnlyList<PropertyInfo> fields, IReadOnlyDictionary<Guid, TypedRow<TDetails>> rows, Func<Guid, TRow>? make,
        Actor actor, CancellationToken cancellationToken) =>
        db.Try(() => Write(dossier, assessment, fields, rows, make, actor, cancellationToken));

    private async Task<Outcome> Write(Dossier dossier, Assessment assessment, IReadOnlyList<PropertyInfo> fields, IReadOnlyDictionary<Guid, TypedRow<TDetails>> rows, Func<Guid, TRow>? make,
        Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await assessment.Touch(db, actor, cancellationToken))
            return new Outcome.Closed();
        // Read after the touch, which holds the assessment's row lock: these are the last word until the commit.
        var ids = rows.Keys.ToList();
        var stored = await db.Set<TRow>().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellationToken);
        if (stored.Values.Any(r => r.OwnerId != assessment.Id && r.OwnerId != assessment.DescriptionId))
            return new Outcome.NotFound();

        var touched = rows.Where(r => FieldPrint.Of(fields, r.Value.Given) is var typed && typed != r.Value.Seen && typed != FieldPrint.Of(fields, stored.GetValueOrDefault(r.Key))).ToList();
        if (make is null && touched.Exists(r => !stored.ContainsKey(r.Key)))
            return new Outcome.Gone();
        if (touched.Where(r => stored.GetValueOrDefault(r.Key)?.Version != r.Value.Version).Select(r => r.Key).ToList() is { Count: > 0 } disputed)
            return new Outcome.Disputed<RowsDispute<TRow>>(new(stored, await Names(stored, disputed, cancellationToken)));

        var errors = new List<FieldError>();
        foreach (var (id, typed) in touched)
        {
            var row = stored.GetValueOrDefault(id);
            var isNew = row is null;
            row ??= make!(id);
            var details = Whole(row, typed.Given, fields);
            if (details is IChecked<TRow> rules)
                errors.AddRange(rules.Check(dossier, row).Where(e => fields.Any(f => f.Name == e.Field)).Select(e => e with { Field = $"{id}.{e.Field}" }));
            if (isNew)
                db.Add(row);
            db.Entry(row).CurrentValues.SetValues(details);
        }
        if (errors.Count > 0)
            return new Outcome.Invalid(errors);
        if (touched.Select(r => r.Key).Where(dossier.IsUnseen).ToList() is { Count: > 0 } unseen)
            await assessment.Saw(db, unseen, cancellationToken);
        await db.SaveAsync(actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    }

    /// <summary>The row's details with the fields of the form in place of its own: rules may compare the two.</summary>
    private static TDetails Whole(TRow row, TDetails given, IReadOnlyList<PropertyInfo> fields)
    {
        var whole = new TDetails();
        foreach (var field in DossierDiff.FieldsOf(typeof(TDetails)))
            field.SetValue(whole, field.GetValue(fields.Contains(field) ? given : row));
        return whole;
    }

    private async Task<Dictionary<Guid, string>> Names(Dictionary<Guid, TRow> stored, List<Guid> disputed, CancellationToken cancellationToken)
    {
        var people = disputed.Where(stored.ContainsKey).Select(id => stored[id].ChangedById).ToHashSet();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellationToken);
        return disputed.ToDictionary(id => id, id => stored.TryGetValue(id, out var row) ? names.GetValueOrDefault(row.ChangedById, "") : "");
    }
}
