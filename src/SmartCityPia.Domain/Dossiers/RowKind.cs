using System.Reflection;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>The row that a row of another kind belongs to.</summary>
/// <param name="Owns">It goes when its parent goes, and is called after it.</param>
public sealed record RowParent(Type Kind, Func<IRow, Guid> IdOf, bool Owns);

/// <summary>A field that names rows of another kind in the same dossier: an id, or a list of ids.</summary>
/// <param name="Owns">The row goes when the row that it names goes.</param>
public sealed record RowLink(string Field, Type Kind, bool Owns = false);

/// <summary>Something done with every kind of row by its own types.</summary>
public interface IRowKindUse<out TResult>
{
    TResult With<TRow, TDetails>(RowKind<TRow, TDetails> kind)
        where TRow : class, TDetails, IRow
        where TDetails : class, new();
}

/// <summary>What is known about one kind of row. The table is <see cref="RowKinds.All"/>.</summary>
public abstract class RowKind
{
    public abstract Type Row { get; }

    /// <summary>The class with what people type.</summary>
    public abstract Type Details { get; }

    public required Step Step { get; init; }

    /// <summary>The member of <see cref="Dossier"/> that holds the rows.</summary>
    public required string List { get; init; }

    /// <summary>The field with the catalogue id that such a row is called by; null if it has a name of its own in its first field.</summary>
    public string? TermField { get; init; }

    /// <summary>The field that the trail calls such a row by.</summary>
    public string NameField => TermField ?? Fields[0].Name;

    /// <summary>The letter of its codes, as in "D2"; null where rows of the kind are not quoted.</summary>
    public string? Letter { get; init; }

    /// <summary>What evidence about such a row is about; null where there is none.</summary>
    public SubjectKind? Subject { get; init; }

    /// <summary>A change of it after an approval is a reason to review again.</summary>
    public bool IsProcessing { get; init; }

    /// <summary>A comment can be about such a row.</summary>
    public bool CanComment { get; init; } = true;

    /// <summary>A row can be put back from a frozen version.</summary>
    public bool CanRestore { get; init; } = true;

    /// <summary>Of a kind that vendors describe, the fields that only the city fills.</summary>
    public IReadOnlyList<string> OfCity { get; init; } = [];

    public RowParent? Parent { get; init; }

    public IReadOnlyList<RowLink> Links { get; init; } = [];

    /// <summary>The type's name, as the trail, comparisons and resources call it.</summary>
    public string Name => Row.Name;

    /// <summary>A row of the vendor's description; otherwise of the city's assessment.</summary>
    public bool IsDescription => Row.IsAssignableTo(typeof(IDescriptionRow));

    /// <summary>Whether a row of a kind that vendors describe is part of the description, and not the city's own.</summary>
    public abstract bool IsDescribed(IRow row);

    /// <summary>What people type, in the order it is shown.</summary>
    public IReadOnlyList<PropertyInfo> Fields => field ??= [.. DossierDiff.FieldsOf(Details)];

    public abstract IReadOnlyList<IRow> RowsOf(Dossier dossier);

    /// <summary>How people call the row, without its parent.</summary>
    public abstract string NameOf(Dossier dossier, IRow row);

    /// <summary>What two versions of a row have in common.</summary>
    public abstract string KeyOf(IRow row);

    /// <summary>What rows in two descriptions have in common that were written apart, within their parent.</summary>
    public abstract string SameOf(Dossier dossier, IRow row);

    /// <summary>The rules of its page that need the dossier.</summary>
    /// <param name="details">What is to be saved: a row, or its details alone.</param>
    /// <param name="row">The row as stored, or new and empty.</param>
    public abstract IEnumerable<FieldError> Check(Dossier dossier, object details, IRow row);

    public IEnumerable<FieldError> Check(Dossier dossier, IRow row) => Check(dossier, row, row);

    /// <summary>The dossier with those of <paramref name="rows"/> that are of this kind in place of its own.</summary>
    public abstract Dossier Fill(Dossier dossier, IEnumerable<IRow> rows);

    /// <summary>An empty row. Only rows of descriptions can be made whatever their kind.</summary>
    public abstract IRow New(Guid id, Guid owner, Guid parent);

    public abstract TResult Use<TResult>(IRowKindUse<TResult> use);

    public RowLink? LinkOf(PropertyInfo field) => Links.FirstOrDefault(l => l.Field == field.Name);

    /// <summary>The rows of its dossier that the row's fields name.</summary>
    /// <param name="owns">Only by links that own the row, or that do not; null for all.</param>
    public IEnumerable<Guid> Linked(IRow row, bool? owns = null) => Fields.Where(f => LinkOf(f) is { } link && (owns is null || link.Owns == owns)).SelectMany(f => IdsIn(f.GetValue(row)));

    internal static IEnumerable<Guid> IdsIn(object? value) => value switch
    {
        Guid id => [id],
        IEnumerable<Guid> ids => ids,
        _ => [],
    };
}

/// <inheritdoc cref="RowKind"/>
public sealed class RowKind<TRow, TDetails>(Func<Dossier, IReadOnlyList<TRow>> rows, Func<Dossier, IReadOnlyList<TRow>, Dossier> fill, Func<Dossier, TRow, string> name) : RowKind
    where TRow : class, TDetails, IRow
    where TDetails : class, new()
{
    /// <summary>Where it is not the id.</summary>
    public Func<TRow, string>? Key { get; init; }

    /// <summary>What makes rows in two descriptions the same, where it is not the name.</summary>
    public Func<Dossier, TRow, string>? Same { get; init; }

    /// <summary>Makes a row of a description from its id, its description and its parent.</summary>
    public Func<Guid, Guid, Guid, TRow>? Make { get; init; }

    /// <summary>Which rows are part of a description; null for all.</summary>
    public Func<TRow, bool>? Described { get; init; }

    /// <summary>Takes over what no form sets when a row is restored: the row as it will be, and as it was.</summary>
    public Action<TRow, TRow>? Restored { get; init; }

    public override Type Row => typeof(TRow);

    public override Type Details => typeof(TDetails);

    public override IReadOnlyList<TRow> RowsOf(Dossier dossier) => rows(dossier);

    public override bool IsDescribed(IRow row) => IsDescription && Described?.Invoke((TRow)row) != false;

    public override string NameOf(Dossier dossier, IRow row) => name(dossier, (TRow)row);

    public override string KeyOf(IRow row) => Key?.Invoke((TRow)row) ?? row.Id.ToString("N");

    public override string SameOf(Dossier dossier, IRow row) => Same?.Invoke(dossier, (TRow)row) ?? NameOf(dossier, row);

    public override IEnumerable<FieldError> Check(Dossier dossier, object details, IRow row) => details is IChecked<TRow> rules ? rules.Check(dossier, (TRow)row) : [];

    public override Dossier Fill(Dossier dossier, IEnumerable<IRow> rows) => fill(dossier, [.. rows.OfType<TRow>()]);

    public override IRow New(Guid id, Guid owner, Guid parent) => Make?.Invoke(id, owner, parent) ?? throw new NotSupportedException($"No {Name} is made this way.");

    public override TResult Use<TResult>(IRowKindUse<TResult> use) => use.With(this);
}
