using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

/// <summary>Maps the kinds of rows without a mapping of their own.</summary>
internal sealed class PlainRows(ModelBuilder builder) : IRowKindUse<ModelBuilder>
{
    /// <summary>Call this after all mappings. The table has the name of the kind's list in the dossier.</summary>
    public static void Apply(ModelBuilder builder)
    {
        foreach (var kind in RowKinds.All.Where(k => builder.Model.FindEntityType(k.Row)?.FindProperty(nameof(IRow.Version))?.IsConcurrencyToken is not true))
            kind.Use(new PlainRows(builder));
    }

    public ModelBuilder With<TRow, TDetails>(RowKind<TRow, TDetails> kind)
        where TRow : class, TDetails, IRow
        where TDetails : class, new()
    {
        if (builder.Model.FindEntityType(kind.Row) is null)
            builder.Entity<TRow>().ToTable(kind.List.ToLowerInvariant());
        return builder.ApplyConfiguration(kind.IsDescription ? new DescriptionRowMapping<TRow>() : (IEntityTypeConfiguration<TRow>)new AssessmentRowMapping<TRow>());
    }
}
