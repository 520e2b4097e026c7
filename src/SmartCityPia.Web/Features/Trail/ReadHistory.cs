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

/// <param name="Label">The field's own words.</param>
public sealed record ChangedField(string Label, string Before, string After);

/// <summary>An event as people read it.</summary>
/// <param name="Thing">The name of what it was done to, where it has one.</param>
/// <param name="Assessment">The assessment it belongs to; null in the history of one.</param>
public sealed record HistoryRow(AuditEvent Event, string? Thing, string? Assessment, IReadOnlyList<ChangedField> Fields);

/// <summary>Reads one page of events, the newest first, with the names of everything they speak of.</summary>
public sealed class ReadHistory(PiaDbContext db, PiaCatalogue catalogue)
{
    public async Task<PagedList<HistoryRow>> Handle(HistoryFilter filter, IQueryable<Guid>? owners, int page, CancellationToken cancellationToken)
    {
        var events = await PagedList.Read(filter.Events(db, owners).OrderByDescending(e => e.At).ThenByDescending(e => e.Id), page, cancellationToken);
        var parsed = events.Items.Select(e => (Event: e, Before: Parse(e.Before), After: Parse(e.After))).ToList();
        var ids = parsed.SelectMany(p => p.Before.Values.Concat(p.After.Values)).SelectMany(v => v.ValueKind == JsonValueKind.Array ? v.EnumerateArray() : Enumerable.Repeat(v, 1)).Where(v => v.ValueKind == JsonValueKind.String)
            .Select(v => v.TryGetGuid(out var id) ? id : Guid.Empty).Concat(events.Items.Select(e => e.SubjectId)).Where(id => id != Guid.Empty).Distinct().ToList();
        var names = await Names(ids, cancellationToken);
        // The history of one assessment does not say on every line which.
        var references = owners is null ? await References([.. events.Items.Select(e => e.OwnerId).OfType<Guid>().Distinct()], cancellationToken) : [];
        return new([.. parsed.Select(p => new HistoryRow(p.Event, Thing(p.Event, p.After, p.Before, names), p.Event.OwnerId is { } owner ? references.GetValueOrDefault(owner) : null, Fields(p.Event, p.Before, p.After, names)))],
            events.Page, events.PageSize, events.Total);
    }

    /// <summary>What an assessment's history takes in: itself, its service and every description of it; for use inside a query.</summary>
    public IQueryable<Guid> OwnersOf(Assessment assessment) =>
        db.Assessments.Where(a => a.Id == assessment.Id).Select(a => a.Id)
            .Concat(db.Assessments.Where(a => a.Id == assessment.Id).Select(a => a.ServiceId))
            .Concat(db.ServiceDescriptions.Where(d => d.OwnerId == assessment.ServiceId).Select(d => d.Id));

    /// <summary>Names of now; what is gone is named by what its last event says.</summary>
    private async Task<Dictionary<Guid, string>> Names(List<Guid> ids, CancellationToken cancellationToken)
    {
        var names = db.Organisations.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Name })
            .Concat(db.Users.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, Name = r.DisplayName }))
            .Concat(db.Purposes.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Name }))
            .Concat(db.PeopleGroups.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Name }))
            .Concat(db.Datasets.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Name }))
            .Concat(db.DataFlows.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Name }))
            .Concat(db.Risks.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, Name = r.Title }))
            .Concat(db.Measures.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Name }))
            .Concat(db.ActionItems.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, Name = r.What }))
            .Concat(db.Stakeholders.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, db.Organisations.First(o => o.Id == r.OrganisationId).Name }))
            .Concat(db.DataItems.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, Name = r.TypeId }))
            .Concat(db.ScreeningAnswers.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, Name = r.QuestionId }))
            .Concat(db.PrincipleAnswers.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, Name = r.PrincipleId }))
            .Concat(db.FindingDispositions.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, Name = r.FindingKey }))
            .Concat(db.ServiceDescriptions.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Name }))
            .Concat(db.Assessments.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, Name = r.Reference }))
            .Concat(db.AssessmentVersions.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, Name = r.Number + "" }));
        return (await names.ToListAsync(cancellationToken)).DistinctBy(n => n.Id).ToDictionary(n => n.Id, n => n.Name);
    }

    private async Task<Dictionary<Guid, string>> References(List<Guid> owners, CancellationToken cancellationToken)
    {
        var found = await db.Assessments.Where(a => owners.Contains(a.Id) || owners.Contains(a.DescriptionId) || owners.Contains(a.ServiceId))
            .Select(a => new { a.Id, a.DescriptionId, a.ServiceId, a.Reference }).ToListAsync(cancellationToken);
        return found.SelectMany(a => new[] { KeyValuePair.Create(a.Id, a.Reference), KeyValuePair.Create(a.DescriptionId, a.Reference), KeyValuePair.Create(a.ServiceId, a.Reference) }).DistinctBy(a => a.Key).ToDictionary();
    }

    private string? Thing(AuditEvent e, Dictionary<string, JsonElement> after, Dictionary<string, JsonElement> before, Dictionary<Guid, string> names)
    {
        if (names.TryGetValue(e.SubjectId, out var now) && now.Length > 0)
            return e.Subject is nameof(DataItem) or nameof(ScreeningAnswer) or nameof(PrincipleAnswer) or nameof(FindingDisposition) ? Term(now) : now;
        foreach (var (values, key) in from values in new[] { after, before } from key in new[] { "name", "title", "what" } select (values, key))
        {
            if (values.TryGetValue(key, out var name) && name.ValueKind == JsonValueKind.String)
                return name.GetString();
        }
        // Rows without a name are called by the catalogue entry they are about.
        foreach (var key in new[] { "questionId", "principleId", "typeId", "findingKey" })
        {
            if ((after.TryGetValue(key, out var id) || before.TryGetValue(key, out id)) && id.ValueKind == JsonValueKind.String)
                return Term(id.GetString()!);
        }
        return null;
    }

    /// <summary>The words for a catalogue id; a finding's key ends in one.</summary>
    private string Term(string id) => CatalogueTerm.From(catalogue, id[(id.LastIndexOfAny(['.', '|']) + 1)..]).Name;

    private List<ChangedField> Fields(AuditEvent e, Dictionary<string, JsonElement> before, Dictionary<string, JsonElement> after, Dictionary<Guid, string> names)
    {
        var type = db.Model.GetEntityTypes().FirstOrDefault(t => t.ShortName() == e.Subject)?.ClrType;
        var details = type is null ? null : RowKinds.Find(type)?.Details ?? type;
        return
        [
            .. before.Keys.Concat(after.Keys).Distinct(StringComparer.Ordinal).Select(key =>
            {
                var property = type?.GetProperty(char.ToUpperInvariant(key[0]) + key[1..]);
                string Text(Dictionary<string, JsonElement> values) => values.TryGetValue(key, out var value) ? Show(value, property?.PropertyType, names) : "";
                return new ChangedField(property is null ? key : Words.Label(details!, property.Name), Text(before), Text(after));
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
                var item = type is not null && typeof(IEnumerable).IsAssignableFrom(type) && type.IsGenericType ? type.GetGenericArguments()[0] : null;
                return string.Join(", ", value.EnumerateArray().Select(v => Show(v, item, names)));
            case JsonValueKind.String when type is { IsEnum: true } && Enum.TryParse(type, value.GetString(), out var term):
                return Words.Of((Enum)term);
            case JsonValueKind.String when value.TryGetGuid(out var id):
                return names.GetValueOrDefault(id) ?? id.ToString();
            case JsonValueKind.String when type == typeof(DateTimeOffset) && value.TryGetDateTimeOffset(out var at):
                return at.ToLocalTime().ToString("f", CultureInfo.CurrentCulture);
            case JsonValueKind.String when type == typeof(DateOnly) && DateOnly.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var day):
                return day.ToString("D", CultureInfo.CurrentCulture);
            case JsonValueKind.String:
                return value.GetString() is { Length: > 0 and <= 10 } word ? CatalogueTerm.From(catalogue, word).Name : value.GetString()!;
            case JsonValueKind.Number when type is { IsEnum: true } && value.TryGetInt32(out var number):
                return Words.Of((Enum)Enum.ToObject(type, number));
            default:
                return value.GetRawText();
        }
    }

    /// <summary>The values of an event; none where there are none, or where somebody spoiled them behind the application's back.</summary>
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
}
