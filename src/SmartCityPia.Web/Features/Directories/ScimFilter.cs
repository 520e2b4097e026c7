using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmartCityPia.Web.Features.Directories;

/// <summary>A filter of SCIM (RFC 7644, 3.4.2.2), read whole and asked of one resource at a time.</summary>
public abstract record ScimFilter
{
    private const int MaxLength = 2000;
    private const int MaxDepth = 20;

    private static readonly string[] Operators = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr"];

    /// <summary>Attributes whose case counts.</summary>
    private static readonly string[] Exact = ["id", "externalId", "$ref"];

    public abstract bool Fits(JsonObject of);

    /// <summary>The value that an attribute has in whatever fits; null where the filter does not say it.</summary>
    public virtual string? Demands(string attribute) => null;

    /// <exception cref="ScimException">It cannot be read.</exception>
    public static ScimFilter Parse(string text)
    {
        if (text.Length > MaxLength)
            throw ScimException.Filter("The filter is too long.");
        var reader = new Reader(text);
        var filter = reader.Or(0);
        return reader.IsAtEnd ? filter : throw reader.Fault();
    }

    public sealed record And(ScimFilter Left, ScimFilter Right) : ScimFilter
    {
        public override bool Fits(JsonObject of) => Left.Fits(of) && Right.Fits(of);

        public override string? Demands(string attribute) => Left.Demands(attribute) ?? Right.Demands(attribute);
    }

    public sealed record Or2(ScimFilter Left, ScimFilter Right) : ScimFilter
    {
        public override bool Fits(JsonObject of) => Left.Fits(of) || Right.Fits(of);
    }

    public sealed record Not(ScimFilter Inner) : ScimFilter
    {
        public override bool Fits(JsonObject of) => !Inner.Fits(of);
    }

    /// <summary>One value of an attribute that all of the inner filter fits: <c>emails[type eq "work"]</c>.</summary>
    public sealed record Within(string Attribute, ScimFilter Inner) : ScimFilter
    {
        public override bool Fits(JsonObject of) => ValuesOf(of.Get(Attribute)).OfType<JsonObject>().Any(Inner.Fits);
    }

    /// <param name="Sub">A part of the attribute; none is the attribute itself, or of a list of objects their <c>value</c>.</param>
    public sealed record Comparison(string Attribute, string? Sub, string Operator, JsonNode? Value) : ScimFilter
    {
        public override string? Demands(string attribute) =>
            Operator == "eq" && Sub is null && Attribute.Equals(attribute, StringComparison.OrdinalIgnoreCase) && Value?.GetValueKind() == JsonValueKind.String ? Value.GetValue<string>() : null;

        public override bool Fits(JsonObject of)
        {
            var values = ValuesOf(of.Get(Attribute)).Select(v => v is JsonObject part ? part.Get(Sub ?? "value") : Sub is null ? v : null).Where(v => v is not null).ToList();
            return Operator switch
            {
                "pr" => values.Exists(v => v is not JsonValue { } text || text.GetValueKind() != JsonValueKind.String || text.GetValue<string>().Length > 0),
                "ne" => !values.Exists(v => IsEqual(v!)) && !(Value is null && values.Count == 0),
                "eq" when Value is null => values.Count == 0,
                "eq" => values.Exists(v => IsEqual(v!)),
                _ => values.Exists(v => Compares(v!)),
            };
        }

        private StringComparison Case => Exact.Contains(Sub ?? Attribute, StringComparer.OrdinalIgnoreCase) || (Attribute is "members" or "groups" && Sub is null or "value") ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

        private bool IsEqual(JsonNode value) => Value is not null && (value.GetValueKind(), Value.GetValueKind()) switch
        {
            (JsonValueKind.String, JsonValueKind.String) => value.GetValue<string>().Equals(Value.GetValue<string>(), Case),
            // Entra ID asks for active eq "True".
            (JsonValueKind.True or JsonValueKind.False, JsonValueKind.String) => bool.TryParse(Value.GetValue<string>(), out var truth) && truth == value.GetValue<bool>(),
            _ => JsonNode.DeepEquals(value, Value),
        };

        private bool Compares(JsonNode value)
        {
            if (value.GetValueKind() != JsonValueKind.String || Value?.GetValueKind() != JsonValueKind.String)
                return false;
            var (text, other) = (value.GetValue<string>(), Value.GetValue<string>());
            var order = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && DateTimeOffset.TryParse(other, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var then)
                ? at.CompareTo(then) : string.Compare(text, other, Case);
            return Operator switch
            {
                "co" => text.Contains(other, Case),
                "sw" => text.StartsWith(other, Case),
                "ew" => text.EndsWith(other, Case),
                "gt" => order > 0,
                "ge" => order >= 0,
                "lt" => order < 0,
                _ => order <= 0,
            };
        }
    }

    private static IEnumerable<JsonNode?> ValuesOf(JsonNode? node) => node as IEnumerable<JsonNode?> ?? Enumerable.Repeat(node, 1);

    /// <summary>Reads from left to right; <c>not</c> binds closest, then <c>and</c>, then <c>or</c>.</summary>
    private sealed class Reader(string text)
    {
        private int at;

        public bool IsAtEnd
        {
            get
            {
                Skip();
                return at == text.Length;
            }
        }

        public ScimException Fault() => ScimException.Filter(string.Create(CultureInfo.InvariantCulture, $"The filter cannot be read at character {at + 1}."));

        public ScimFilter Or(int depth)
        {
            if (depth > MaxDepth)
                throw Fault();
            var left = And(depth);
            while (Word("or"))
                left = new Or2(left, And(depth));
            return left;
        }

        private ScimFilter And(int depth)
        {
            var left = Term(depth);
            while (Word("and"))
                left = new And(left, Term(depth));
            return left;
        }

        private ScimFilter Term(int depth)
        {
            if (Word("not"))
            {
                Sign('(');
                var inner = Or(depth + 1);
                Sign(')');
                return new Not(inner);
            }
            if (Is('('))
            {
                at++;
                var inner = Or(depth + 1);
                Sign(')');
                return inner;
            }
            var (attribute, sub) = Attribute();
            if (sub is null && at < text.Length && text[at] == '[')
            {
                at++;
                var inner = Or(depth + 1);
                Sign(']');
                return new Within(attribute, inner);
            }
            var asked = Name().ToLowerInvariant();
            if (!Operators.Contains(asked, StringComparer.Ordinal))
                throw Fault();
            return new Comparison(attribute, sub, asked, asked == "pr" ? null : Value());
        }

        /// <summary>A name, perhaps with its schema before it and a part behind it.</summary>
        private (string Attribute, string? Sub) Attribute() => ScimPath.Split(Name()) ?? throw Fault();

        private string Name()
        {
            Skip();
            var from = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-' or '$' or ':' or '.'))
                at++;
            return at > from ? text[from..at] : throw Fault();
        }

        private JsonNode? Value()
        {
            Skip();
            var from = at;
            if (at < text.Length && text[at] == '"')
            {
                for (at++; at < text.Length && text[at] != '"'; at++)
                {
                    if (text[at] == '\\')
                        at++;
                }
                at++;
            }
            else
            {
                while (at < text.Length && text[at] is not (' ' or ')' or ']'))
                    at++;
            }
            if (at > text.Length || at == from)
                throw Fault();
            try
            {
                var value = JsonNode.Parse(text[from..at]);
                // Read now: half a surrogate is found out only then.
                if (value is JsonObject or JsonArray || (value?.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length > MaxLength))
                    throw Fault();
                return value;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                throw Fault();
            }
        }

        private bool Word(string word)
        {
            Skip();
            if (string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0 || (at + word.Length < text.Length && text[at + word.Length] is not (' ' or '(')))
                return false;
            at += word.Length;
            return true;
        }

        private bool Is(char sign)
        {
            Skip();
            return at < text.Length && text[at] == sign;
        }

        private void Sign(char sign)
        {
            if (!Is(sign))
                throw Fault();
            at++;
        }

        private void Skip()
        {
            while (at < text.Length && text[at] == ' ')
                at++;
        }
    }
}
