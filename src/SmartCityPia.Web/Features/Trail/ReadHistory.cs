using System.Collections;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Trail;

/// <param name="Label">The field's label.</param>
public sealed record ChangedField(string Label, string Before, string After);

/// <summary>An event prepared for display.</summary>
/// <param name="SubjectName">The subject's name, if it has one.</param>
/// <param name="Assessment">The assessment's reference; null in the history of one assessment.</param>
public sealed record HistoryRow(AuditEvent Event, string? SubjectName, string? Assessment, IReadOnlyList<ChangedField> Fields);

/// <summary>Reads one page of events, newest first, with the names of the subjects.</summary>
public sealed class ReadHistory(PiaDbContext db, PiaCatalogue catalogue)
{
    /// <summary>What subjects that are not rows of a dossier are called by.</summary>
    private static readonly string[] NameKeys = ["Name", "Title", "What"];

    /// <param name="dossier">The one whose history it is: its rows need not be looked for.</param>
    public async Task<PagedList<HistoryRow>> Handle(HistoryFilter filter,
        IQueryable<Guid>? owners, int page, CancellationToken cancellationToken, Dossier? dossier = null)
    {
        var events = await PagedList.Read(filter.Events(db, owners), upTo => Page(filter, owners, upTo), page, cancellationToken);
        var owned = events.Items.Select(e => e.OwnerId).OfType<Guid>().Distinct().ToList();
        var open = filter.Open(db) is { } theirs ? await theirs.Where(id => owned.Contains(id)).Distinct().ToListAsync(cancellationToken) : owned;
        var shown = events.Items.Select(e => filter.Shown(e, e.OwnerId is { } owner && open.Contains(owner))).ToList();
        var hidden = shown.Where((e, i) => !ReferenceEquals(e, events.Items[i])).ToHashSet();
        var parsed = shown.Select(e => (Event: e, Before: Parse(e.Before), After: Parse(e.After))).ToList();
        var ids = parsed.SelectMany(p => p.Before.Values.Concat(p.After.Values))
            .SelectMany(v => v.ValueKind == JsonValueKind.Array ? v.EnumerateArray() : Enumerable.Repeat(v, 1))
            .Where(v => v.ValueKind == JsonValueKind.String)
            .Select(v => v.TryGetGuid(out var id) ? id : Guid.Empty).Concat(shown.Where(e => !hidden.Contains(e)).Select(e => e.SubjectId))
                .Where(id => id != Guid.Empty).ToHashSet();
        var names = dossier is null ? [] : NamesIn(dossier, ids);
        ids.ExceptWith(names.Keys);
        if (ids.Count > 0)
            names = names.Concat(await Names([.. ids], cancellationToken)).ToDictionary();
        // In the history of one assessment the reference isn't repeated on every line.
        var references = owners is null
            ? await References([.. events.Items.Select(e => e.OwnerId).OfType<Guid>().Distinct()], cancellationToken) : [];
        return new([.. parsed.Select(p => new HistoryRow(p.Event, NameOf(p.Event, p.After, p.Before, names),
            p.Event.OwnerId is { } owner ? references.GetValueOrDefault(owner) : null, Fields(p.Event, p.Before, p.After, names)))],
            events.Page, events.PageSize, events.Total);
    }

    /// <summary>Newest first. With owners given, only the newest events of each are read.</summary>
    private IQueryable<AuditEvent> Page(HistoryFilter filter, IQueryable<Guid>? owners, int upTo)
    {
        var events = filter.Events(db, null);
        var newest = owners is null ? events
            : owners.SelectMany(o => events.Where(e => e.OwnerId == o).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(upTo));
        return newest.OrderByDescending(e => e.At).ThenByDescending(e => e.Id);
    }

    /// <summary>
    /// The owners whose events belong to an assessment's history: itself, its service and all descriptions of it. For use in a query.
    /// </summary>
    public IQueryable<Guid> OwnersOf(Assessment assessment) =>
        db.Assessments.Where(a => a.Id == assessment.Id).Select(a => a.Id)
            .Concat(db.Assessments.Where(a => a.Id == assessment.Id).Select(a => a.ServiceId))
            .Concat(db.ServiceDescriptions.Where(d => d.OwnerId == assessment.ServiceId).Select(d => d.Id));

    /// <summary>The same names as <see cref="Names"/> reads, of rows that are in memory.</summary>
    private static Dictionary<Guid, string> NamesIn(Dossier dossier, HashSet<Guid> ids)
    {
        var names = dossier.Organisations.Where(o => ids.Contains(o.Id)).ToDictionary(o => o.Id, o => o.Name);
        if (ids.Contains(dossier.Head.AssessmentId))
            names[dossier.Head.AssessmentId] = dossier.Head.Reference;
        foreach (var kind in RowKinds.All)
        {
            var field = kind.Row.GetProperty(kind.NameField)!;
            foreach (var row in kind.RowsOf(dossier).Where(r => ids.Contains(r.Id)))
            {
                if (field.PropertyType == typeof(string))
                    names[row.Id] = (string?)field.GetValue(row) ?? "";
                else if (field.PropertyType == typeof(Guid?))
                    names[row.Id] = dossier.OrganisationName((Guid?)field.GetValue(row));
            }
        }
        return names;
    }

    /// <summary>Present names; for a removed row, the name in its last event.</summary>
    private async Task<Dictionary<Guid, string>> Names(List<Guid> ids, CancellationToken cancellationToken)
    {
        var names = db.Organisations.IgnoreQueryFilters().Where(r => ids.Contains(r.Id)).Select(r => new Named { Id = r.Id, Name = r.Name })
            .Concat(db.Users.Where(r => ids.Contains(r.Id)).Select(r => new Named { Id = r.Id, Name = r.DisplayName }))
            .Concat(db.Assessments.Where(r => ids.Contains(r.Id)).Select(r => new Named { Id = r.Id, Name = r.Reference }))
            .Concat(db.AssessmentVersions.Where(r => ids.Contains(r.Id)).Select(r => new Named { Id = r.Id, Name = r.Number + "" }));
        foreach (var rows in RowKinds.All.Select(kind => kind.Use(new NamesOfRows(db, ids))).OfType<IQueryable<Named>>())
            names = names.Concat(rows);
        return (await names.ToListAsync(cancellationToken)).DistinctBy(n => n.Id).ToDictionary(n => n.Id, n => n.Name);
    }

    private async Task<Dictionary<Guid, string>> References(List<Guid> owners, CancellationToken cancellationToken)
    {
        var found = await db.Assessments.Where(a => owners.Contains(a.Id) || owners.Contains(a.DescriptionId)
            || owners.Contains(a.ServiceId))
            .Select(a => new { a.Id, a.DescriptionId, a.ServiceId, a.Reference }).ToListAsync(cancellationToken);
        return found.SelectMany(a => new[] { KeyValuePair.Create(a.Id, a.Reference), KeyValuePair.Create(a.DescriptionId, a.Reference),
            KeyValuePair.Create(a.ServiceId, a.Reference) }).DistinctBy(a => a.Key).ToDictionary();
    }

    private string? NameOf(AuditEvent e,
        Dictionary<string, JsonElement> after, Dictionary<string, JsonElement> before, Dictionary<Guid, string> names)
    {
        var kind = RowKinds.Find(e.Subject);
        if (names.TryGetValue(e.SubjectId, out var now) && now.Length > 0)
            return kind?.TermField is null ? now : Term(now);
        var keys = kind is null ? NameKeys : kind.Row.GetProperty(kind.NameField)!.PropertyType == typeof(string) ? [kind.NameField] : [];
        foreach (var (values, key) in from values in new[] { after, before } from key in keys select (values, key))
        {
            if (values.TryGetValue(JsonNamingPolicy.CamelCase.ConvertName(key), out var name) && name.ValueKind == JsonValueKind.String)
                return kind?.TermField is null ? name.GetString() : Term(name.GetString()!);
        }
        return null;
    }

    /// <summary>The name of a catalogue id. A finding's key ends in one.</summary>
    private string Term(string id) => CatalogueTerm.From(catalogue, id[(id.LastIndexOfAny(['.', '|']) + 1)..]).Name;

    private List<ChangedField> Fields(AuditEvent e,
        Dictionary<string, JsonElement> before, Dictionary<string, JsonElement> after, Dictionary<Guid, string> names)
    {
        var type = db.Model.GetEntityTypes().FirstOrDefault(t => t.ShortName() == e.Subject)?.ClrType;
        var details = type is null ? null : RowKinds.Find(type)?.Details ?? type;
        return
        [
            .. before.Keys.Concat(after.Keys).Distinct(StringComparer.Ordinal).Select(key =>
            {
                var name = char.ToUpperInvariant(key[0]) + key[1..];
                // Settings of the city are in sections.
                var property = type?.GetProperty(name) ?? type?.GetProperties().Where(p => p.PropertyType.Namespace == type.Namespace).Select(p => p.PropertyType.GetProperty(name)).FirstOrDefault(p => p is not null);
                string Text(Dictionary<string, JsonElement> values) =>
                    values.TryGetValue(key, out var value) ? Show(value, property?.PropertyType, names) : "";
                return new ChangedField(property is null ? key : Words.Label(property.ReflectedType == type ? details! : property.ReflectedType!, property.Name), Text(before), Text(after));
            }).Where(f => f.Before != f.After),
        ];
    }

    private string Show(JsonElement value, Type? type, Dictionary<Guid, string> names)
    {
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return "";
            case JsonValueKind.Array:
                var item = type is not null && typeof(IEnumerable).IsAssignableFrom(type) && type.IsGenericType
                    ? type.GetGenericArguments()[0] : null;
                return string.Join(", ", value.EnumerateArray().Select(v => Show(v, item, names)));
            case JsonValueKind.String when type is { IsEnum: true } && Enum.TryParse(type, value.GetString(), out var term):
                return Words.Of((Enum)term);
            case JsonValueKind.String when value.TryGetGuid(out var id):
                return names.GetValueOrDefault(id) ?? id.ToString();
            case JsonValueKind.String when type == typeof(DateTimeOffset) && value.TryGetDateTimeOffset(out var at):
                return at.InCity().ToString("f", CultureInfo.CurrentCulture);
            case JsonValueKind.String when type == typeof(DateOnly)
                && DateOnly.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var day):
                return day.ToString("D", CultureInfo.CurrentCulture);
            case JsonValueKind.String:
                return value.GetString() is { Length: > 0 and <= 10 } word ? CatalogueTerm.From(catalogue, word).Name : value.GetString()!;
            case JsonValueKind.Number when type is { IsEnum: true } && value.TryGetInt32(out var number):
                return Words.Of((Enum)Enum.ToObject(type, number));
            default:
                return value.GetRawText();
        }
    }

    /// <summary>The values of an event; empty if there are none, or if the JSON has been tampered with.</summary>
    private static Dictionary<string, JsonElement> Parse(string? json)
    {
        try
        {
            return json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private sealed record Named
    {
        public required Guid Id { get; init; }
        public required string Name { get; init; }
    }

    /// <summary>The names of one kind of row; null if its first field is neither a name nor an organisation.</summary>
    private sealed class NamesOfRows(PiaDbContext db, List<Guid> ids) : IRowKindUse<IQueryable<Named>?>
    {
        public IQueryable<Named>? With<TRow, TDetails>(RowKind<TRow, TDetails> kind)
            where TRow : class, TDetails, IRow
            where TDetails : class, new()
        {
            var field = kind.NameField;
            var rows = db.Set<TRow>().AsNoTracking().Where(r => ids.Contains(r.Id));
            var type = typeof(TRow).GetProperty(field)!.PropertyType;
            return type == typeof(string) ? rows.Select(r => new Named { Id = r.Id, Name = EF.Property<string>(r, field) })
                : type == typeof(Guid?)
                    ? rows.Select(r => new Named
                    {
                        Id = r.Id,
                        Name = db.Organisations.First(o => o.Id == EF.Property<Guid?>(r, field)).Name
                    })
                : null;
        }
    }
}
