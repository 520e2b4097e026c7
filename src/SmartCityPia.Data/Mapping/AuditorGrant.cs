using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Mapping;

internal sealed class AuditorGrantMapping : IEntityTypeConfiguration<AuditorGrant>
{
    public const string Period = "ck_auditor_grants_period";
    public const string Revoked = "ck_auditor_grants_revoked";

    public void Configure(EntityTypeBuilder<AuditorGrant> builder)
    {
        builder.Property(g => g.Id).ValueGeneratedNever();
        builder.Property(g => g.Version).IsRowVersion();
        builder.Ignore(g => g.References);
        builder.Ignore(g => g.ReferenceList);
        builder.HasIndex(g => new { g.AccountId, g.LastDay });
        builder.HasOne<Account>().WithMany().HasForeignKey(g => g.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t =>
        {
            t.HasCheckConstraint(Period, "last_day >= first_day");
            t.HasCheckConstraint(Revoked, "(revoked_at is null) = (revoked_because is null)");
        });
    }
}
