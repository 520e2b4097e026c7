using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Domain.Submissions;

/// <param name="Path">A JSON path into the file, for example <c>$.flows[2].purpose</c>.</param>
public sealed record FileError(string Path, FieldError Error);

/// <param name="Name">As the file writes it.</param>
public sealed record NearName(string Name, OrganisationEntry Known);

/// <param name="Known">The bodies that whoever imports may see: of others it is not told that they are there.</param>
/// <param name="Decided">By name in the file: which of these it is, or null where it is another.</param>
public sealed record Proposals(IReadOnlyList<OrganisationEntry> Known, IReadOnlyDictionary<string, Guid?> Decided)
{
    public static readonly Proposals None = new([], new Dictionary<string, Guid?>(TextKey.Comparer));
}

/// <summary>
/// Writes and reads a service description as JSON (docs/description.schema.json). Members are the form fields. Ids are local to the file,
/// organisations are referred to by name, types and controls by their catalogue ids.
/// </summary>
public sealed class DescriptionFile
{
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Most rows in one list.</summary>
    public const int MaxRows = 500;

    /// <summary>Most fields in all datasets together.</summary>
    public const int MaxItems = 5000;

    private const int MaxDepth = 8;
    private const int MaxErrors = 500;
    private const int Format = 1;
    private const string Controls = "controls";

    /// <summary>
    /// The kinds with a list of their own; the others are nested in their parent. <c>Named</c> kinds can be referred to, so their rows have
    /// an id.
    /// </summary>
    private static readonly (RowKind Kind, string Name, bool Named)[] Lists =
        [.. RowKinds.OfDescriptions.Where(k => k.Parent is null).Select(k => (k, ListOf(k), RowKinds.OfDescriptions.Any(other => other.Links.Any(l => l.Kind == k.Row))))];

    private readonly List<FileError> _errors = [];
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> _ids = new(StringComparer.Ordinal);
    private readonly List<(IRow Row, string Path)> _rows = [];
    private readonly List<(IRow Row, PropertyInfo Field, string Text, string Path)> _references = [];
    private readonly IReadOnlyDictionary<string, OrganisationEntry> _organisations;
    private readonly Dictionary<string, OrganisationEntry> _taking = new(TextKey.Comparer);
    private readonly List<Organisation> _added = [];
    private readonly List<NearName> _near = [];
    private readonly Proposals _proposals;
    private readonly Func<Guid> _newId;
    private readonly Guid _description;

    private DescriptionFile(IReadOnlyDictionary<string, OrganisationEntry> organisations, Guid description, Func<Guid> newId, Proposals proposals)
    {
        (_organisations, _description, _newId, _proposals) = (organisations, description, newId, proposals);
        Service = new() { Id = _description, OwnerId = _description, Revision = 1 };
    }

    public IReadOnlyList<FileError> Errors => _errors;

    public ServiceDescription Service { get; }

    /// <summary>Stakeholders that aren't in the city's register yet.</summary>
    public IReadOnlyList<Organisation> Added => _added;

    /// <summary>Stakeholders that are written nearly as a body that is known: whoever imports says whether they are it. Until then the rows must not be used.</summary>
    public IReadOnlyList<NearName> Near => _near;

    public IReadOnlyList<IRow> Rows => [.. _rows.Select(r => r.Row)];

    public static string Write(Dossier dossier)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var (kind, list, _) in Lists.Where(l => l.Named))
        {
            var number = 0;
            foreach (var row in DescriptionRows.Of(dossier, kind))
                names[row.Id] = string.Create(CultureInfo.InvariantCulture, $"{list[..^1]}-{++number}");
        }
        var file = new JsonObject { ["format"] = Format, ["service"] = Node(dossier.Service) };
        foreach (var (kind, list, _) in Lists)
            file[list] = new JsonArray([.. DescriptionRows.Of(dossier, kind).Select(Node)]);
        return file.ToJsonString(new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        JsonObject Node(IRow row)
        {
            var node = new JsonObject();
            if (names.TryGetValue(row.Id, out var name))
                node["id"] = name;
            var kind = RowKinds.Of(row);
            foreach (var field in DescriptionRows.Fields(row))
            {
                JsonNode? value = field.GetValue(row) switch
                {
                    null or "" or false or List<string> { Count: 0 } or List<Guid> { Count: 0 } => null,
                    Guid id => kind.LinkOf(field) is not null ? names.GetValueOrDefault(id) : dossier.OrganisationName(id),
                    Enum term => term.ToString(),
                    bool yes => yes,
                    int number => number,
                    DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
                    List<Guid> ids => new JsonArray([.. ids.Select(id => (JsonNode?)names.GetValueOrDefault(id)).OfType<JsonNode>()]),
                    List<string> texts => new JsonArray([.. texts.Select(t => (JsonNode)t)]),
                    var other => other.ToString(),
                };
                if (value is not null)
                    node[NameOf(field)] = value;
            }
            foreach (var within in Within(kind))
                node[ListOf(within)] = new JsonArray([.. within.RowsOf(dossier).Where(r => within.Parent!.IdOf(r) == row.Id).Select(Node)]);
            return node;
        }
    }

    /// <summary>Reads a file and reports all its errors. If there is an error, the rows must not be used.</summary>
    /// <param name="organisations">The city's organisations by name. The file can't be used to find out whether the city knows a name: an
    /// unknown stakeholder is added, and holders and recipients must be stakeholders in the same file.</param>
    /// <param name="newId">Returns ids in ascending order.</param>
    /// <param name="proposals">None unless given.</param>
    public static DescriptionFile Read(byte[] bytes,
        IReadOnlyDictionary<string, OrganisationEntry> organisations, Guid description, Func<Guid> newId, Proposals? proposals = null)
    {
        var file = new DescriptionFile(organisations, description, newId, proposals ?? Proposals.None);
        if (bytes.Length > MaxBytes)
        {
            file.Add("$", "FileTooBig", (MaxBytes / 1024).ToString(CultureInfo.InvariantCulture));
            return file;
        }
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            file.Add("$", "FileNotUtf8", e.Index.ToString(CultureInfo.InvariantCulture));
            return file;
        }
        try
        {
            using var json = JsonDocument.Parse(text, new() { MaxDepth = MaxDepth });
            file.Take(json.RootElement);
        }
        catch (JsonException e)
        {
            file.Add("$", "FileNotJson", ((e.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture),
                ((e.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture));
        }
        return file;
    }

    private static string NameOf(PropertyInfo field) => JsonNamingPolicy.CamelCase.ConvertName(
        field.Name.EndsWith("Id", StringComparison.Ordinal) ? field.Name[..^2] : field.Name.EndsWith("Ids", StringComparison.Ordinal) ? field.Name[..^3] + "s" : field.Name);

    private static string ListOf(RowKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.List);

    private static IEnumerable<RowKind> Within(RowKind kind) => RowKinds.OfDescriptions.Where(k => k.Parent?.Kind == kind.Row);

    private void Take(JsonElement root)
    {
        var members = Members(root, "$", ["format", "service", .. Lists.Select(l => l.Name)]);
        if (!members.TryGetValue("format", out var format) || format.ValueKind != JsonValueKind.Number
            || !format.TryGetInt32(out var number) || number != Format)
            Add("$.format", "FileFormat", Format.ToString(CultureInfo.InvariantCulture));
        if (members.TryGetValue("service", out var service))
            Fill(Service, service, "$.service", false);
        else
            Add("$.service", "FileRequired");
        var items = 0;
        foreach (var (kind, list, named) in Lists)
        {
            foreach (var (element, path) in Elements(members, list, "$." + list))
            {
                var row = kind.New(_newId(), _description, Guid.Empty);
                _rows.Add((row, path));
                var own = Fill(row, element, path, named);
                TakeControls(row, own, path);
                foreach (var (within, name) in Within(kind).Select(k => (k, ListOf(k))))
                {
                    foreach (var (item, itemPath) in Elements(own, name, $"{path}.{name}"))
                    {
                        if (++items > MaxItems)
                        {
                            Add($"{path}.{name}", "FileTooMany", MaxItems.ToString(CultureInfo.InvariantCulture));
                            return;
                        }
                        var part = within.New(_newId(), _description, row.Id);
                        _rows.Add((part, itemPath));
                        Fill(part, item, itemPath, false);
                    }
                }
            }
        }
        Resolve();
        Check();
    }

    /// <summary>Files from before list controls on datasets and flows; each is a safeguard in place there.</summary>
    private void TakeControls(IRow row, Dictionary<string, JsonElement> members, string path)
    {
        if (!HasControls(row) || !members.TryGetValue(Controls, out var value) || value.ValueKind == JsonValueKind.Null)
            return;
        var before = _errors.Count;
        var controls = (List<string>?)Value(value, typeof(List<string>), Limits.Choices, $"{path}.{Controls}", null);
        if (controls is null || _errors.Count > before)
            return;
        for (var i = 0; i < controls.Count; i++)
        {
            _rows.Add((new Measure
            {
                Id = _newId(),
                OwnerId = _description,
                ControlId = controls[i],
                State = MeasureState.InPlace,
                Name = PiaCatalogue.Current.Controls.ById.GetValueOrDefault(controls[i])?.Name ?? controls[i],
                DatasetId = (row as Dataset)?.Id,
                FlowId = (row as DataFlow)?.Id,
            }, string.Create(CultureInfo.InvariantCulture, $"{path}.{Controls}[{i}]")));
        }
    }

    private static bool HasControls(IRow row) => row is Dataset or DataFlow;

    private Dictionary<string, JsonElement> Fill(IRow row, JsonElement element, string path, bool named)
    {
        var fields = DescriptionRows.Fields(row).ToDictionary(NameOf, StringComparer.Ordinal);
        var members = Members(element, path,
            [.. fields.Keys, .. named ? ["id"] : Array.Empty<string>(), .. HasControls(row) ? [Controls] : Array.Empty<string>(),
                .. Within(RowKinds.Of(row)).Select(ListOf)]);
        if (element.ValueKind != JsonValueKind.Object)
        {
            _broken.Add(path);
            return members;
        }
        // Files from before datasets named their groups give groups no id.
        if (named && (row is not PeopleGroup || members.ContainsKey("id")))
        {
            if (!members.TryGetValue("id", out var id) || Text(id, path + ".id", Limits.Name) is not { Length: > 0 } name)
                Add(path + ".id", "FileRequired");
            else if (!_ids.TryAdd(row.GetType().Name + "/" + name, row.Id))
                Add(path + ".id", "FileDuplicateId", name);
        }
        foreach (var (name, field) in fields)
        {
            var at = $"{path}.{name}";
            if (!members.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                if (field.GetCustomAttribute<RequiredAttribute>() is not null && !(row is DataItem && name == "level"))
                    Break(path, at, "FileRequired");
                continue;
            }
            var before = _errors.Count;
            var most = field.GetCustomAttribute<MaxLengthAttribute>()?.Length ?? int.MaxValue;
            var type = Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType;
            if (type == typeof(Guid))
            {
                if (Text(value, at, Limits.Name) is { } text && (!string.IsNullOrWhiteSpace(text) || Add(at, "FileRequired") is not null))
                    _references.Add((row, field, text, at));
            }
            else if (type == typeof(List<Guid>))
                _references.AddRange(((List<string>?)Value(value, type, most, at, field) ?? []).Select(text => (row, field, text, at)));
            else if (Value(value, type, most, at, field) is { } read)
            {
                field.SetValue(row, read);
                if (read is string empty && string.IsNullOrWhiteSpace(empty) && field.GetCustomAttribute<RequiredAttribute>() is not null)
                    Add(at, "FileRequired");
            }
            if (_errors.Count > before)
                _broken.Add(path);
        }
        return members;
    }

    private object? Value(JsonElement value, Type type, int most, string path, PropertyInfo? field)
    {
        if (type == typeof(string))
            return Text(value, path, most);
        if (type == typeof(bool))
            return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Add(path, "FileNotBoolean");
        if (type == typeof(int))
        {
            var range = field?.GetCustomAttribute<RangeAttribute>();
            return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && (range is null || range.IsValid(number))
                ? number : Add(path, "FileNotNumber");
        }
        if (type == typeof(DateOnly))
            return value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(Text(value, path, 10), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : Add(path, "FileNotDay");
        if (type.IsEnum)
        {
            return value.ValueKind == JsonValueKind.String && Enum.GetNames(type).Contains(Text(value, path, most), StringComparer.Ordinal)
                ? Enum.Parse(type, value.GetString()!) : Add(path, "FileNotOneOf", string.Join(", ", Enum.GetNames(type)));
        }
        if (value.ValueKind != JsonValueKind.Array)
            return Add(path, "FileNotList");
        if (value.GetArrayLength() > most)
            return Add(path, "FileTooMany", most.ToString(CultureInfo.InvariantCulture));
        var texts = value.EnumerateArray()
            .Select((e, i) => Text(e, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), Limits.Name)).OfType<string>().ToList();
        foreach (var twice in texts.GroupBy(t => t, StringComparer.Ordinal).Where(g => g.Count() > 1))
            Add(path, "FileTwice", twice.Key);
        return texts;
    }

    private string? Text(JsonElement value, string path, int most)
    {
        if (value.ValueKind != JsonValueKind.String)
            return (string?)Add(path, "FileNotText");
        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate.
            return (string?)Add(path, "FileNotStorable");
        }
        var isLine = most <= Limits.Line;
        text = isLine ? TypedText.Line(text) : TypedText.Lines(text);
        return text.Length > most ? (string?)Add(path, "FileTooLong", most.ToString(CultureInfo.InvariantCulture))
            : (isLine ? TypedText.IsVisibleLine(text) : TypedText.IsStorable(text)) ? text : (string?)Add(path, "FileNotStorable");
    }

    private Dictionary<string, JsonElement> Members(JsonElement element, string path, IReadOnlyList<string> known)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (element.ValueKind != JsonValueKind.Object)
        {
            Add(path, "FileNotObject");
            return members;
        }
        foreach (var member in element.EnumerateObject())
        {
            string name;
            try
            {
                name = member.Name;
            }
            catch (InvalidOperationException)
            {
                Add(path, "FileNotStorable");
                continue;
            }
            if (!known.Contains(name, StringComparer.Ordinal))
                Add(path, "FileUnknownMember", name.Length > 50 ? name[..50] : name);
            else if (!members.TryAdd(name, member.Value))
                Add($"{path}.{name}", "FileTwice", name);
        }
        return members;
    }

    private IEnumerable<(JsonElement Element, string Path)> Elements(Dictionary<string, JsonElement> members, string name, string path)
    {
        if (!members.TryGetValue(name, out var list) || list.ValueKind == JsonValueKind.Null)
            return [];
        if (list.ValueKind != JsonValueKind.Array)
        {
            Add(path, "FileNotList");
            return [];
        }
        if (list.GetArrayLength() > MaxRows)
        {
            Add(path, "FileTooMany", MaxRows.ToString(CultureInfo.InvariantCulture));
            return [];
        }
        return list.EnumerateArray().Select((e, i) => (e, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")));
    }

    private void Resolve()
    {
        foreach (var (row, _, text, _) in _references.Where(r => r.Row is Stakeholder))
            _taking[text] = _taking.GetValueOrDefault(text) ?? _organisations.GetValueOrDefault(text)
                ?? Meant(text) ?? Make(text, ((Stakeholder)row).Role);
        foreach (var (row, field, text, path) in _references)
        {
            var kind = RowKinds.Of(row).LinkOf(field)?.Kind.Name;
            if (kind is not null ? _ids.TryGetValue($"{kind}/{text}", out var id)
                : _taking.TryGetValue(text, out var body) & (id = body?.Id ?? Guid.Empty) != Guid.Empty)
            {
                if (field.GetValue(row) is List<Guid> ids)
                    ids.Add(id);
                else
                    field.SetValue(row, id);
            }
            else
                Break(path[..path.LastIndexOf('.')], path, kind is null ? "FileUnknownOrganisation" : "FileUnknownId", text);
        }
    }

    private OrganisationEntry? Meant(string name)
    {
        if (_proposals.Decided.TryGetValue(name, out var id))
            return _proposals.Known.FirstOrDefault(o => o.Id == id);
        if (_proposals.Known.FirstOrDefault(o => NearNames.AreNear(name, o.Name)) is not { } near)
            return null;
        _near.Add(new(name, near));
        return near;
    }

    private OrganisationEntry Make(string name, StakeholderRole? role)
    {
        var organisation = new Organisation { Id = _newId(), Name = name, Kind = StakeholderDetails.UsualKind(role) };
        _added.Add(organisation);
        return new(organisation.Id, name, organisation.Kind.Value, null);
    }

    /// <summary>Applies the forms' validation rules to the rows that could be read.</summary>
    private void Check()
    {
        var dossier = new Dossier
        {
            Head = new()
            {
                AssessmentId = _description,
                Reference = "",
                Agency = "",
                LeadOfficer = "",
                CatalogueVersion = "",
                CreatedAt = default
            },
            Service = Service,
            Organisations = [.. _taking.Values],
        }.With(Rows);
        foreach (var (row, path) in _rows.Where(r => !_broken.Contains(r.Path)))
        {
            foreach (var error in RowKinds.Of(row).Check(dossier, row))
            {
                var at = DescriptionRows.Fields(row).FirstOrDefault(f => f.Name == error.Field) is { } field
                    ? $"{path}.{NameOf(field)}" : path;
                Add(at, error.Rule, error.Arguments);
            }
            if (!RowKinds.Of(row).IsDescribed(row))
                Add(path, "FileNoPlace");
        }
    }

    private void Break(string row, string path, string rule, params string[] arguments)
    {
        _broken.Add(row);
        Add(path, rule, arguments);
    }

    private object? Add(string path, string rule, params string[] arguments)
    {
        if (_errors.Count < MaxErrors)
            _errors.Add(new(path, new("", rule, arguments)));
        else if (_errors.Count == MaxErrors)
            _errors.Add(new("$", new("", "FileMoreErrors", MaxErrors.ToString(CultureInfo.InvariantCulture))));
        return null;
    }
}
