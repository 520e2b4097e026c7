using System.Text.Json;

namespace SmartCityPia.Analysis.City;

/// <summary>Reads and writes a city in the format of <c>docs/city.schema.json</c>.</summary>
/// <remarks>
/// Members that the format does not know are ignored, so that a newer export stays readable. Only organisations and
/// datasets must be there; every other list may be left out. An empty list of a flow's fields means all of them.
/// </remarks>
public static class CityFile
{
    private static readonly string[] ConditionMembers = ["metres", "seconds", "group", "form", "covers", "span", "days", "events", "access"];

    /// <summary>Reads the shape of a document; <see cref="CityModel.Build"/> checks what it says.</summary>
    /// <exception cref="CityFormatException">Not JSON, or a member is missing or of the wrong kind.</exception>
    public static CityInput Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(stream);
        }
        catch (JsonException e)
        {
            throw new CityFormatException("$", FormattableString.Invariant($"this is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}"));
        }

        using (document)
            return Whole(new Node(document.RootElement, null, null, -1));
    }

    private static CityInput Whole(Node root)
    {
        root.MustBe(JsonValueKind.Object, "an object");
        return new CityInput
        {
            Organisations = root.Required("organisations").List(o => new CityOrganisation(o.Required("id").Text(), o.Optional("name")?.Text())),
            Datasets = root.Required("datasets").List(Dataset),
            Flows = root.Optional("flows")?.List(f => new CityFlow(
                f.Required("id").Text(), f.Required("from").Text(), f.Required("to").Text(), f.Optional("fields")?.Texts(), f.Optional("controls")?.Texts())
            {
                Days = f.Optional("days")?.Number(),
                Events = f.Optional("events")?.Number(),
                Access = Access(f.Optional("access")),
            }) ?? [],
            Rules = root.Optional("rules")?.List(r => new CityRule(
                r.Required("id").Text(),
                r.Required("premises").List(Premise),
                r.Required("conclusion").Text(),
                r.Required("confidence").Number(),
                r.Optional("low")?.Number(),
                r.Optional("high")?.Number())
            {
                NeedsLaboratory = Effort(r.Optional("effort")),
            }) ?? [],
            Keys = root.Optional("keys")?.List(k => new CityKey(k.Required("type").Text(), k.Required("strength").Number(), k.Optional("sameDomain")?.Truth() ?? false)
            {
                Low = k.Optional("low")?.Number(),
                High = k.Optional("high")?.Number(),
                Inferred = k.Optional("inferred")?.Truth() ?? false,
                Condition = ConditionMembers.Any(m => k.Optional(m) is not null) ? Condition(k) : null,
            }) ?? [],
            Controls = root.Optional("controls")?.List(c => new CityControl(c.Required("id").Text(), c.Required("effects").List(Effect), Scope(c.Optional("scope")))) ?? [],
            Classes = root.Optional("classes")?.Members().DistinctBy(m => m.Name, StringComparer.Ordinal).ToDictionary(m => m.Name, m => (IReadOnlyList<string>)m.Value.Texts(), StringComparer.Ordinal) ?? [],
            Outside = root.Optional("outside")?.List(o => new CityOutside(o.Required("id").Text(), o.Required("fields").List(Field))
            {
                Name = o.Optional("name")?.Text(),
                Reach = o.Optional("reach")?.Number(),
                Days = o.Optional("days")?.Number(),
                Events = o.Optional("events")?.Number(),
            }) ?? [],
            Coalitions = root.Optional("coalitions")?.List(c => c.Texts()) ?? [],
        };
    }

    private static CityDataset Dataset(Node dataset)
    {
        var id = dataset.Required("id").Text();
        var holder = dataset.Optional("holder");
        var isPublic = dataset.Optional("public")?.Truth() ?? false;
        if (isPublic && holder is { } both)
            throw both.Wrong($"the dataset '{id}' is public and has a holder; it must be one or the other");
        if (!isPublic && holder is null)
            throw dataset.Wrong($"the dataset '{id}' has neither a holder nor \"public\": true");
        return new CityDataset(id, holder?.Text(), dataset.Required("fields").List(Field), dataset.Optional("controls")?.Texts())
        {
            Days = dataset.Optional("days")?.Number(),
            Events = dataset.Optional("events")?.Number(),
            Access = Access(dataset.Optional("access")),
            Reach = dataset.Optional("reach")?.Number(),
        };
    }

    private static CityField Field(Node field) => new(field.Required("type").Text(), field.Optional("domain")?.Text())
    {
        Days = field.Optional("days")?.Number(),
        Metres = field.Optional("metres")?.Number(),
        Seconds = field.Optional("seconds")?.Number(),
        Group = field.Optional("group")?.Number(),
        Covers = field.Optional("covers")?.Texts(),
        Form = Form(field.Optional("form")),
    };

    private static CityPremise Premise(Node premise)
    {
        if (premise.Value.ValueKind == JsonValueKind.String)
            return new CityPremise(premise.Text());
        premise.MustBe(JsonValueKind.Object, "a type or a condition");
        var type = premise.Required("type").Text();
        foreach (var (name, member) in premise.Members())
        {
            if (name != "type" && !ConditionMembers.Contains(name))
                throw member.Wrong($"a condition has no member '{name}'");
        }

        return new CityPremise(type, Condition(premise));
    }

    private static CityCondition Condition(Node node) => new(
        node.Optional("metres")?.Number(),
        node.Optional("seconds")?.Number(),
        node.Optional("group")?.Number(),
        Form(node.Optional("form")),
        node.Optional("covers")?.Text(),
        node.Optional("span")?.Number(),
        node.Optional("days")?.Number(),
        node.Optional("events")?.Number(),
        Access(node.Optional("access")));

    private static CityForm? Form(Node? form) => form?.Text() switch
    {
        null => null,
        "plain" => CityForm.Plain,
        "hashed" => CityForm.Hashed,
        "keyed" => CityForm.Keyed,
        "encrypted" => CityForm.Encrypted,
        var other => throw form!.Value.Wrong($"the form '{other}' is none of plain, hashed, keyed and encrypted"),
    };

    private static CityAccess? Access(Node? access) => access?.Text() switch
    {
        null => null,
        "bulk" => CityAccess.Bulk,
        "query" => CityAccess.Query,
        "order" => CityAccess.Order,
        var other => throw access!.Value.Wrong($"the access '{other}' is none of bulk, query and order"),
    };

    private static bool Effort(Node? effort) => effort?.Text() switch
    {
        null => false,
        "laboratory" => true,
        var other => throw effort!.Value.Wrong($"the effort '{other}' of a rule is not 'laboratory'"),
    };

    private static CityControlScope Scope(Node? scope) => scope?.Text() switch
    {
        null or "data" => CityControlScope.Data,
        "holder" => CityControlScope.Holder,
        var other => throw scope!.Value.Wrong($"the scope '{other}' is neither 'data' nor 'holder'"),
    };

    private static CityEffect Effect(Node effect)
    {
        effect.MustBe(JsonValueKind.Object, "an object");
        var kinds = new[] { "remove", "domain", "rule", "field", "key", "set" }.Where(k => effect.Optional(k) is not null).ToArray();
        if (kinds.Length != 1)
            throw effect.Wrong($"an effect is one of remove, domain, rule, field, key or set; this one has {kinds.Length} of them");
        var target = effect.Required(kinds[0]);
        switch (kinds[0])
        {
            case "remove":
                return new CityEffect.Remove(target.Text());
            case "domain":
                var pair = target.Texts();
                return pair.Count == 2
                    ? new CityEffect.SetDomain(pair[0], pair[1])
                    : throw target.Wrong($"a domain effect is a pair of type and new domain; this has {pair.Count} entries");
            case "rule":
                return new CityEffect.RuleFactor(target.Text(), effect.Required("factor").Number());
            case "field":
                return new CityEffect.FieldFactor(target.Text(), effect.Required("factor").Number());
            case "key":
                return new CityEffect.KeyFactor(target.Text(), effect.Required("factor").Number());
            default:
                return Set(target);
        }
    }

    private static CityEffect Set(Node set)
    {
        set.MustBe(JsonValueKind.Object, "an object");
        var type = set.Optional("type")?.Text();
        string[] known = type is null ? ["days", "events", "access"] : ["type", "days", "metres", "seconds", "group", "form"];
        foreach (var (name, member) in set.Members())
        {
            if (!known.Contains(name))
                throw member.Wrong($"a set {(type is null ? "without a type changes the holding" : "with a type changes a field")}, which has no facet '{name}' to set");
        }

        return type is null
            ? new CityEffect.SetHolding(set.Optional("days")?.Number(), set.Optional("events")?.Number(), Access(set.Optional("access")))
            : new CityEffect.SetField(
                type, set.Optional("days")?.Number(), set.Optional("metres")?.Number(), set.Optional("seconds")?.Number(), set.Optional("group")?.Number(), Form(set.Optional("form")));
    }

    /// <summary>Writes a city as a document that <see cref="Read"/> reads back.</summary>
    public static void Write(Stream stream, CityInput city)
    {
        ArgumentNullException.ThrowIfNull(city);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        Array(json, "organisations", city.Organisations, o =>
        {
            json.WriteString("id", o.Id);
            if (o.Name is not null)
                json.WriteString("name", o.Name);
        });
        Array(json, "datasets", city.Datasets, d =>
        {
            json.WriteString("id", d.Id);
            if (d.Holder is null)
                json.WriteBoolean("public", true);
            else
                json.WriteString("holder", d.Holder);
            Fields(json, d.Fields);
            Texts(json, "controls", d.Controls);
            Holding(json, d.Days, d.Events, d.Access);
            Number(json, "reach", d.Reach);
        });
        Array(json, "flows", city.Flows, f =>
        {
            json.WriteString("id", f.Id);
            json.WriteString("from", f.From);
            json.WriteString("to", f.To);
            Texts(json, "fields", f.Fields);
            Texts(json, "controls", f.Controls);
            Holding(json, f.Days, f.Events, f.Access);
        });
        Array(json, "rules", city.Rules, r =>
        {
            json.WriteString("id", r.Id);
            json.WriteStartArray("premises");
            foreach (var premise in r.Premises)
                Write(json, premise);
            json.WriteEndArray();
            json.WriteString("conclusion", r.Conclusion);
            json.WriteNumber("confidence", r.Confidence);
            Number(json, "low", r.Low);
            Number(json, "high", r.High);
            if (r.NeedsLaboratory)
                json.WriteString("effort", "laboratory");
        });
        Array(json, "keys", city.Keys, k =>
        {
            json.WriteString("type", k.Type);
            json.WriteNumber("strength", k.Strength);
            Number(json, "low", k.Low);
            Number(json, "high", k.High);
            json.WriteBoolean("sameDomain", k.SameDomain);
            if (k.Inferred)
                json.WriteBoolean("inferred", true);
            Write(json, k.Condition);
        });
        Array(json, "controls", city.Controls, c =>
        {
            json.WriteString("id", c.Id);
            json.WriteString("scope", c.Scope == CityControlScope.Holder ? "holder" : "data");
            Array(json, "effects", c.Effects, e => Write(json, e));
        });
        if (city.Classes.Count > 0)
        {
            json.WriteStartObject("classes");
            foreach (var (name, types) in city.Classes)
                Texts(json, name, types);
            json.WriteEndObject();
        }

        if (city.Outside.Count > 0)
        {
            Array(json, "outside", city.Outside, o =>
            {
                json.WriteString("id", o.Id);
                if (o.Name is not null)
                    json.WriteString("name", o.Name);
                Fields(json, o.Fields);
                Number(json, "reach", o.Reach);
                Holding(json, o.Days, o.Events, null);
            });
        }

        json.WriteStartArray("coalitions");
        foreach (var coalition in city.Coalitions)
        {
            json.WriteStartArray();
            foreach (var member in coalition)
                json.WriteStringValue(member);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Fields(Utf8JsonWriter json, IReadOnlyList<CityField> fields) => Array(json, "fields", fields, f =>
    {
        json.WriteString("type", f.Type);
        if (f.Domain is not null)
            json.WriteString("domain", f.Domain);
        Number(json, "days", f.Days);
        Facets(json, f.Metres, f.Seconds, f.Group, f.Form);
        Texts(json, "covers", f.Covers);
    });

    private static void Facets(Utf8JsonWriter json, double? metres, double? seconds, double? group, CityForm? form)
    {
        Number(json, "metres", metres);
        Number(json, "seconds", seconds);
        Number(json, "group", group);
        if (form is { } kept)
            json.WriteString("form", Name(kept));
    }

    private static void Holding(Utf8JsonWriter json, double? days, double? events, CityAccess? access)
    {
        Number(json, "days", days);
        Number(json, "events", events);
        if (access is { } had)
            json.WriteString("access", Name(had));
    }

    internal static string Name(CityForm form) => form switch
    {
        CityForm.Plain => "plain",
        CityForm.Hashed => "hashed",
        CityForm.Keyed => "keyed",
        _ => "encrypted",
    };

    internal static string Name(CityAccess access) => access switch
    {
        CityAccess.Bulk => "bulk",
        CityAccess.Query => "query",
        _ => "order",
    };

    private static void Write(Utf8JsonWriter json, CityPremise premise)
    {
        if (premise.Condition is null)
        {
            json.WriteStringValue(premise.Type);
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", premise.Type);
        Write(json, premise.Condition);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of a condition into the object that is open.</summary>
    internal static void Write(Utf8JsonWriter json, CityCondition? condition)
    {
        if (condition is null)
            return;
        Facets(json, condition.Metres, condition.Seconds, condition.Group, condition.Form);
        if (condition.Covers is not null)
            json.WriteString("covers", condition.Covers);
        Number(json, "span", condition.Span);
        Holding(json, condition.Days, condition.Events, condition.Access);
    }

    private static void Number(Utf8JsonWriter json, string name, double? number)
    {
        // JSON has no infinity; a number beyond all others is read back as one.
        if (number is double.PositiveInfinity)
        {
            json.WritePropertyName(name);
            json.WriteRawValue("1e999", skipInputValidation: true);
        }
        else if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, CityEffect effect)
    {
        switch (effect)
        {
            case CityEffect.Remove e:
                json.WriteString("remove", e.Type);
                break;
            case CityEffect.SetDomain e:
                Texts(json, "domain", [e.Type, e.Domain]);
                break;
            case CityEffect.RuleFactor e:
                json.WriteString("rule", e.Rule);
                json.WriteNumber("factor", e.Factor);
                break;
            case CityEffect.FieldFactor e:
                json.WriteString("field", e.Type);
                json.WriteNumber("factor", e.Factor);
                break;
            case CityEffect.KeyFactor e:
                json.WriteString("key", e.Type);
                json.WriteNumber("factor", e.Factor);
                break;
            case CityEffect.SetField e:
                json.WriteStartObject("set");
                json.WriteString("type", e.Type);
                Number(json, "days", e.Days);
                Facets(json, e.Metres, e.Seconds, e.Group, e.Form);
                json.WriteEndObject();
                break;
            case CityEffect.SetHolding e:
                json.WriteStartObject("set");
                Holding(json, e.Days, e.Events, e.Access);
                json.WriteEndObject();
                break;
        }
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
            return;
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>A value and the way to it, which is only spelt out when something is wrong.</summary>
    private readonly record struct Node(JsonElement Value, object? Parent, string? Name, int Index)
    {
        public string Path => Parent switch
        {
            null => "$",
            Node parent when Name is not null => $"{parent.Path}.{Name}",
            Node parent => FormattableString.Invariant($"{parent.Path}[{Index}]"),
            _ => "$",
        };

        public CityFormatException Wrong(FormattableString reason) => new(Path, FormattableString.Invariant(reason));

        public void MustBe(JsonValueKind kind, string what)
        {
            if (Value.ValueKind != kind)
                throw Wrong($"expected {what}, found {Value.ValueKind switch
                {
                    JsonValueKind.Object => "an object",
                    JsonValueKind.Array => "a list",
                    JsonValueKind.String => "a text",
                    JsonValueKind.Number => "a number",
                    JsonValueKind.Null => "null",
                    _ => "true or false",
                }}");
        }

        public Node Required(string name) => Optional(name) ?? throw Wrong($"\"{name}\" is missing");

        public Node? Optional(string name)
        {
            MustBe(JsonValueKind.Object, "an object");
            return Value.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? new Node(value, this, name, -1) : null;
        }

        public List<(string Name, Node Value)> Members()
        {
            MustBe(JsonValueKind.Object, "an object");
            var members = new List<(string, Node)>();
            foreach (var member in Value.EnumerateObject())
                members.Add((member.Name, new Node(member.Value, this, member.Name, -1)));
            return members;
        }

        public List<T> List<T>(Func<Node, T> read)
        {
            MustBe(JsonValueKind.Array, "a list");
            var list = new List<T>(Value.GetArrayLength());
            object self = this;
            foreach (var item in Value.EnumerateArray())
                list.Add(read(new Node(item, self, null, list.Count)));
            return list;
        }

        public List<string> Texts() => List(t => t.Text());

        public string Text()
        {
            MustBe(JsonValueKind.String, "a text");
            try
            {
                return Value.GetString()!;
            }
            catch (InvalidOperationException)
            {
                throw Wrong($"the text is not valid Unicode");
            }
        }

        public double Number()
        {
            MustBe(JsonValueKind.Number, "a number");
            return Value.GetDouble();
        }

        public bool Truth()
        {
            if (Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                MustBe(JsonValueKind.True, "true or false");
            return Value.GetBoolean();
        }
    }
}
