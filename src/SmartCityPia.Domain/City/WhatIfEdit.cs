using System.Buffers.Text;
using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Findings;

namespace SmartCityPia.Domain.City;

public enum WhatIfKind
{
    /// <summary>A field is left out of a dataset or flow.</summary>
    RemoveField,

    /// <summary>A field of a dataset becomes a coarser one.</summary>
    CoarsenField,

    /// <summary>A dataset or flow goes, with every copy made from it.</summary>
    Drop,

    /// <summary>A catalogue control is applied to a dataset or flow.</summary>
    Apply,

    /// <summary>A control is taken off.</summary>
    Withdraw,

    /// <summary>A whole service goes.</summary>
    TakeOut,

    /// <summary>A service under assessment comes, or its draft takes the place of the frozen version.</summary>
    Plan,

    /// <summary>A service comes as the catalogue describes its kind.</summary>
    AddKind,
}

/// <summary>One change tried in the workbench, short enough to stand in an address.</summary>
/// <param name="Id">The dataset or flow; of a service that goes, the service; of a planned one, the assessment.</param>
/// <param name="What">The attribute type, control or kind of service.</param>
public sealed record WhatIfEdit(WhatIfKind Kind, Guid Id, string? What = null)
{
    private const string Letters = "fgdcwtpk";
    private const int MostWhat = 8;

    /// <summary>For example <c>f.mZ2v…Q.A27</c>; <see cref="TryParse"/> reads it back.</summary>
    public override string ToString() =>
        Kind == WhatIfKind.AddKind ? $"{Letters[(int)Kind]}.{What}"
        : $"{Letters[(int)Kind]}.{Base64Url.EncodeToString(Id.ToByteArray())}{(What is null ? "" : "." + What)}";

    /// <summary>Only what <see cref="ToString"/> writes is read.</summary>
    public static bool TryParse(string? text, out WhatIfEdit edit)
    {
        edit = new(WhatIfKind.Drop, Guid.Empty);
        if (text is not { Length: >= 3 and <= 64 } || Letters.IndexOf(text[0], StringComparison.Ordinal) is var letter && letter < 0)
            return false;
        var kind = (WhatIfKind)letter;
        var parts = text.Split('.');
        var names = kind is WhatIfKind.RemoveField or WhatIfKind.CoarsenField or WhatIfKind.Apply or WhatIfKind.Withdraw;
        if (parts.Length != (names ? 3 : 2) || (names || kind == WhatIfKind.AddKind) && (parts[^1].Length is 0 or > MostWhat || !parts[^1].All(char.IsAsciiLetterOrDigit)))
            return false;
        if (kind == WhatIfKind.AddKind)
        {
            edit = new(kind, Guid.Empty, parts[1]);
        }
        else
        {
            var bytes = new byte[16];
            if (parts[1].Length != 22 || !Base64Url.IsValid(parts[1]) || !Base64Url.TryDecodeFromChars(parts[1], bytes, out var written) || written != bytes.Length)
                return false;
            edit = new(kind, new(bytes), names ? parts[2] : null);
        }
        return edit.ToString() == text;
    }

    /// <summary>The change as the engine is told it.</summary>
    internal CityEdit ToEngine(CityInput city, PiaCatalogue catalogue) => Kind switch
    {
        WhatIfKind.RemoveField => new CityEdit.RemoveField(CityId.Of(Id), What!),
        WhatIfKind.CoarsenField => new CityEdit.CoarsenField(CityId.Of(Id), What!, catalogue.Types[What!].Coarser!),
        WhatIfKind.Drop when city.Datasets.Any(d => d.Id == CityId.Of(Id)) => new CityEdit.DropDataset(CityId.Of(Id)),
        WhatIfKind.Drop => new CityEdit.DropFlow(CityId.Of(Id)),
        WhatIfKind.Apply => new CityEdit.ApplyControl(CityId.Of(Id), What!),
        WhatIfKind.Withdraw => new CityEdit.WithdrawControl(CityId.Of(Id), What!),
        _ => throw new InvalidOperationException($"{Kind} is no change of a dataset or flow."),
    };

    /// <summary>The change that the engine names, for the workbench.</summary>
    /// <exception cref="ArgumentException">It is of a kind that the workbench does not know.</exception>
    public static WhatIfEdit Of(CityEdit edit) => edit switch
    {
        CityEdit.RemoveField e => new(WhatIfKind.RemoveField, CityId.Parse(e.Holding), e.Type),
        CityEdit.CoarsenField e => new(WhatIfKind.CoarsenField, CityId.Parse(e.Dataset), e.Type),
        CityEdit.DropFlow e => new(WhatIfKind.Drop, CityId.Parse(e.Flow)),
        CityEdit.DropDataset e => new(WhatIfKind.Drop, CityId.Parse(e.Dataset)),
        CityEdit.ApplyControl e => new(WhatIfKind.Apply, CityId.Parse(e.Holding), e.Control),
        CityEdit.WithdrawControl e => new(WhatIfKind.Withdraw, CityId.Parse(e.Holding), e.Control),
        _ => throw new ArgumentException("No change of the workbench.", nameof(edit)),
    };
}
