using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Plan;

namespace SmartCityPia.Data.Mapping;

internal sealed class PlanVersionMapping : IEntityTypeConfiguration<PlanVersion>, IEntityTypeConfiguration<PlanDecision>, IEntityTypeConfiguration<PlanParticipant>
{
    public void Configure(EntityTypeBuilder<PlanVersion> builder)
    {
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Ignore(v => v.Plan);
        builder.HasAlternateKey(v => v.Number).HasName(PlanVersion.NumberIsUnique);
    }

    public void Configure(EntityTypeBuilder<PlanDecision> builder)
    {
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.HasIndex(d => d.Number).IsUnique().HasDatabaseName(PlanDecision.NumberIsUnique);
        builder.HasOne<PlanVersion>().WithOne().HasForeignKey<PlanDecision>(d => d.Number).HasPrincipalKey<PlanVersion>(v => v.Number).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PlanParticipant> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Version).IsRowVersion();
        builder.HasOne<Organisation>().WithOne().HasForeignKey<PlanParticipant>(p => p.Id).OnDelete(DeleteBehavior.Cascade);
    }
}
