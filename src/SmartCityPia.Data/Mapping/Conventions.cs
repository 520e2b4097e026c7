using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace SmartCityPia.Data.Mapping;

/// <summary>Conventions for all tables.</summary>
internal static class Conventions
{
    /// <summary>
    /// Enums are stored by name, with a CHECK for the names; levels are stored by number, with a CHECK for 1 to 4. Deletes don't cascade
    /// unless a configuration says so.
    /// </summary>
    public static void Apply(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => e.GetTableName() is not null).ToList())
        {
            foreach (var property in entity.GetDeclaredProperties().ToList())
            {
                if ((Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) is not { IsEnum: true } type)
                    continue;
                var column = property.GetColumnName(StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema()))!;
                var name = $"ck_{entity.GetTableName()}_{column}";
                if (type == typeof(Domain.Foundation.Level))
                {
                    entity.AddCheckConstraint(name, string.Create(CultureInfo.InvariantCulture, $"{column} between 1 and 4"));
                    continue;
                }
                property.SetProviderClrType(typeof(string));
                property.SetMaxLength(Enum.GetNames(type).Max(n => n.Length));
                entity.AddCheckConstraint(name, $"{column} in ({string.Join(", ", Enum.GetNames(type).Select(n => $"'{n}'"))})");
            }
        }
    }
}
